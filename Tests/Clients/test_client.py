"""The Python client of deploy/python against the real daemon: every public method, arrays in and out, bad input."""
import os
import re
import subprocess
import sys
import threading
import time
import unittest

import grpc
import numpy as np
import tessera_client
from tessera.v1 import gallery_pb2, items_pb2, node_pb2, operations_pb2, search_pb2
from tessera_client import (ALL_PARTS, Between, Detection, Diversity, Field, Filter, GuideClient, Item, Lora,
                            Role, Scene, Tuning, items_from_columns)
from tessera_client import _methods

from interop_server import ROOT
from test_find_guides import ITEMS, Daemon

KNIGHT = Scene("a knight", "a horse", "riding to a castle")


class ClientTests(Daemon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = GuideClient(f"unix:{cls.socket}")
        cls.addClassCleanup(cls.client.close)

    def setUp(self):
        """A gallery of four dimensions for tests that write."""
        self.client.create_gallery("vectors", [Field("scene", 4), Field("pose", 2, metric="l2")])
        self.addCleanup(self.client.drop_gallery, "vectors")

    def write(self, count, gallery="vectors", seed=1):
        """Items with random vectors; the matrix of the field scene."""
        matrix = np.random.default_rng(seed).normal(size=(count, 4)).astype(np.float32)
        matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
        self.client.upsert_stream(gallery, items_from_columns([f"{n:06}" for n in range(count)], {"scene": matrix}))
        return matrix

    def failure(self, type_, call, *arguments, **options):
        with self.assertRaises(type_) as caught:
            call(*arguments, **options)
        return caught.exception

    # Finding.

    def test_a_scene_finds_its_guides_and_a_plan(self):
        scene = Scene("an old wizard", "a small dragon", "reading a book")
        guides = self.client.find_guides("pictures", scene, count=3, diversity=Diversity())
        self.assertEqual(guides.ids[0], "w1")
        self.assertEqual(len(guides), 3)
        self.assertEqual(guides.scores.tolist(), sorted(guides.scores.tolist(), reverse=True))
        self.assertEqual(guides.scores.dtype, np.float32)
        self.assertIn("an old wizard", guides.plan.generation_prompt)
        self.assertEqual(guides.plan.image_count, 3)
        self.assertEqual(guides.coverage, 1)
        self.assertEqual(guides.texts[0].encoder, "minilm")

    def test_roles_bring_their_loras(self):
        scene = Scene(Role("a knight", Lora("armour", 0.7, ["shiny plate"])), Role("a horse", Lora("horses")))
        plan = self.client.find_guides("pictures", scene, seed=7).plan
        self.assertEqual([(lora.name, round(lora.weight, 4)) for lora in plan.loras], [("armour", 0.7), ("horses", 1)])
        self.assertIn("shiny plate", plan.generation_prompt)
        self.assertNotIn("shiny plate", plan.search_text)
        self.assertEqual(plan.seed, 7)

    def test_a_text_alone_is_a_scene_of_one_role(self):
        self.assertEqual(self.client.find_guides("pictures", "flowers in a vase", count=1).ids, ["f1"])
        self.assertEqual(self.client.find_guides("pictures", prompt="flowers in a vase", count=1).ids, ["f1"])

    def test_guides_obey_exclusions_filters_and_bounds(self):
        first = self.client.find_guides("pictures", KNIGHT).ids[0]
        self.assertEqual(first, "h1")
        self.assertNotIn("h1", self.client.find_guides("pictures", KNIGHT, exclude_ids=["h1"]).ids)
        kept = self.client.find_guides("pictures", KNIGHT, filter=Filter(tags=[["Ship", "car"]])).ids
        self.assertEqual(set(kept), {"s1", "c1"})
        few = self.client.find_guides("pictures", KNIGHT, min_score=100.0)
        self.assertEqual((few.ids, few.short_reason), ([], "min_score"))

    def test_guides_are_explained(self):
        guides = self.client.find_guides("pictures", KNIGHT, explain=True, weights={"tags": 2.0}, fusion="rrf",
                                         diversity=Diversity(mmr=True, relevance=0.5), tuning=Tuning(exact=True))
        self.assertEqual(list(guides.hits[0].fields), ["description", "tags", "detections"])
        self.assertEqual(guides.hits[0].fields["tags"].rank, 1)
        self.assertEqual(guides.explanation.fusion, gallery_pb2.FUSION_KIND_RRF)
        self.assertEqual({weight.field: weight.weight for weight in guides.explanation.weights}["tags"], 2)

    def test_parts_of_items_are_read_as_asked(self):
        whole = self.client.find_guides("pictures", KNIGHT, count=1, read=ALL_PARTS).hits[0].item
        self.assertEqual(whole.description, ITEMS["h1"][0])
        self.assertEqual(whole.vectors["description"].shape, (384,))
        bare = self.client.find_guides("pictures", KNIGHT, count=1, read=["id"]).hits[0].item
        self.assertEqual((bare.id, bare.description, dict(bare.vectors)), ("h1", "", {}))

    def test_a_search_finds_by_text_by_field_and_by_likeness(self):
        self.assertEqual(self.client.search("pictures", "a red car", limit=1).ids, ["c1"])
        self.assertEqual(self.client.search("pictures", texts={"tags": "ship"}, limit=1).ids, ["s1"])
        like = self.client.search("pictures", like="w1", limit=5)
        self.assertEqual((len(like), "w1" in like.ids), (5, False))

    def test_a_search_by_arrays_agrees_with_numpy(self):
        matrix = self.write(500)
        query = np.array([1, -2, 3, 0.5])
        found = self.client.search("vectors", vectors={"scene": query}, limit=7, read=["vectors"])
        best = np.argsort(-(matrix @ query))[:7]
        self.assertEqual(found.ids, [f"{n:06}" for n in best])
        np.testing.assert_allclose(found.scores, (matrix @ query)[best] / np.linalg.norm(query), atol=2e-3)
        np.testing.assert_allclose(found.vectors("scene"), matrix[best], atol=1e-3)
        self.assertEqual(found.vectors("scene").dtype, np.float32)

    def test_arrays_of_any_real_type_and_layout_are_taken(self):
        self.write(50)
        wanted = self.client.search("vectors", vectors={"scene": np.array([1, 2, 3, 4], np.float32)}).ids
        for query in ([1, 2, 3, 4], (1.0, 2.0, 3.0, 4.0), np.array([1, 2, 3, 4], np.float16), np.arange(1, 9)[:4],
                      np.array([1, 9, 2, 9, 3, 9, 4, 9], np.float64)[::2], np.array([1, 2, 3, 4], ">f8")):
            self.assertEqual(self.client.search("vectors", vectors={"scene": query}).ids, wanted)

    def test_a_batch_answers_each_row_as_a_search_of_its_own(self):
        self.write(300)
        queries = np.random.default_rng(2).normal(size=(2_100, 4))
        found = self.client.search_batch("vectors", vectors={"scene": queries}, limit=3, read=["id"])
        self.assertEqual(found.scores.shape, (2_100, 3))
        for row in (0, 999, 1_000, 2_099):
            alone = self.client.search("vectors", vectors={"scene": queries[row]}, limit=3)
            self.assertEqual(found.ids[row], alone.ids)
            np.testing.assert_array_equal(found.scores[row], alone.scores)

    def test_a_batch_of_texts_is_answered_in_order(self):
        found = self.client.search_batch("pictures", ["flowers", "a ship at sea", "a football"], limit=1)
        self.assertEqual(found.ids, [["f1"], ["s1"], ["b1"]])
        short = self.client.search_batch("pictures", ["flowers"], limit=100)
        self.assertEqual(np.isnan(short.scores).sum(), 100 - len(ITEMS))

    def test_texts_are_embedded_as_the_search_embeds_them(self):
        made = self.client.embed(["flowers in a vase", "a ship"])
        self.assertEqual(made.vectors.shape, (2, 384))
        np.testing.assert_allclose(np.linalg.norm(made.vectors, axis=1), 1, atol=1e-4)
        self.assertEqual(made.reports[0].encoder, "minilm")
        found = self.client.search("pictures", vectors={"description": made.vectors[0]}, limit=1)
        self.assertEqual(found.ids, ["f1"])

    # Items.

    def test_an_item_comes_back_as_it_was_written(self):
        item = Item("a", "https://example.com/a.png", "A thing.", ["x", "y"], [Detection("cat", 0.5, (0, 0, 0.5, 1))],
                    "7", "Ann", ["b"], {"year": 1999, "size": 2.5, "kind": "photo", "old": True},
                    {"scene": [0, 0, 3, 4]})
        report = self.client.upsert("vectors", [item])
        self.assertEqual((report.item_count, report.written_count, report.failures), (1, 1, ()))
        (found,) = self.client.get("vectors", ["a"], read=ALL_PARTS)
        self.assertEqual(found.version, int(report.versions[0]))
        self.assertEqual(found.tags, ("x", "y"))
        self.assertEqual(found.detections, (Detection("cat", 0.5, (0, 0, 0.5, 1)),))
        self.assertEqual(found.attributes, item.attributes)
        self.assertEqual((found.url, found.author_name, found.similar_ids), (item.url, "Ann", ("b",)))
        np.testing.assert_allclose(found.vectors["scene"], [0, 0, 0.6, 0.8], atol=1e-3)
        self.assertNotIn("pose", found.vectors)

    def test_an_id_that_is_not_there_is_none(self):
        self.write(1)
        self.assertEqual([item and item.id for item in self.client.get("vectors", ["no", "000000"])], [None, "000000"])

    def test_an_id_twice_is_written_twice_in_order(self):
        report = self.client.upsert("vectors", [Item("a", description="one"), Item("a", description="two")])
        self.assertEqual(report.written_count, 2)
        self.assertEqual(self.client.get("vectors", ["a"])[0].description, "two")

    def test_an_expected_version_guards_a_write(self):
        version = int(self.client.upsert("vectors", [Item("a")]).versions[0])
        error = self.failure(tessera_client.PartialWriteError, self.client.upsert, "vectors",
                             [Item("a", expected_version=0), Item("b")])
        self.assertEqual(error.report.failures[0].id, "a")
        self.assertEqual(error.report.written_count, 1)
        self.assertEqual(self.client.upsert("vectors", [Item("a", expected_version=version)]).failed_count, 0)
        kept = self.client.upsert("vectors", [Item("a", expected_version=version)], raise_on_failure=False)
        self.assertEqual((kept.failed_count, kept.failures[0].index), (1, 0))

    def test_attributes_narrow_a_search(self):
        columns = {"attributes": [{"year": 1990 + n, "even": n % 2 == 0, "kind": "ab"[n % 2]} for n in range(20)]}
        self.client.upsert("vectors", items_from_columns(range(20), {"scene": np.eye(4)[np.arange(20) % 4]}, **columns))
        query = {"scene": [1, 1, 1, 1]}
        for condition, wanted in (({"year": Between(2005)}, range(15, 20)), ({"year": [1990, 1992.0]}, [0, 2]),
                                  ({"even": True, "kind": "a", "year": Between(None, 1993)}, [0, 2]),
                                  ([("year", Between(1994)), ("year", Between(None, 1995))], [4, 5])):
            found = self.client.search("vectors", vectors=query, limit=50, filter=Filter(attributes=condition))
            self.assertEqual(sorted(map(int, found.ids)), list(wanted))

    def test_items_are_deleted(self):
        self.write(3)
        report = self.client.delete("vectors", ["000000", "none"])
        self.assertGreater(report.versions[0], 0)
        self.assertEqual(report.versions[1], 0)
        self.assertEqual([item.id for item in self.client.export("vectors")], ["000001", "000002"])
        error = self.failure(tessera_client.PartialWriteError, self.client.delete, "vectors", ["000001"],
                             expected_versions=[999])
        self.assertEqual(error.report.failed_count, 1)

    def test_items_are_exported_and_sampled(self):
        self.write(1_000)
        exported = list(self.client.export("vectors", after_id="000099", page_size=64, read=["vectors"]))
        self.assertEqual([item.id for item in exported], [f"{n:06}" for n in range(100, 1_000)])
        self.assertEqual(exported[0].vectors["scene"].shape, (4,))
        drawn = self.client.sample("vectors", 10, seed=3)
        self.assertEqual((len(set(drawn)), self.client.sample("vectors", 10, seed=3)), (10, drawn))

    def test_an_export_that_is_left_early_is_cancelled(self):
        self.write(2_000)
        export = self.client.export("vectors", page_size=1)
        self.assertEqual(next(export).id, "000000")
        export.close()
        self.assertEqual(self.client.describe_gallery("vectors").item_count, 2_000)

    # Streams.

    def test_ten_thousand_rows_are_streamed_with_progress(self):
        matrix = np.random.default_rng(3).normal(size=(10_000, 4)).astype(np.float32)
        seen = []
        report = self.client.upsert_stream(
            "vectors", items_from_columns(np.arange(10_000), {"scene": matrix}), progress=seen.append, batch_size=500)
        self.assertEqual((report.item_count, report.failed_count), (10_000, 0))
        self.assertEqual([progress.item_count for progress in seen], list(range(500, 10_001, 500)))
        self.assertEqual({progress.total_count for progress in seen}, {10_000})
        self.assertEqual(seen[-1].sequence, report.sequence)
        self.assertEqual(self.client.describe_gallery("vectors").item_count, 10_000)
        found = self.client.search("vectors", vectors={"scene": matrix[77]}, limit=1, min_sequence=report.sequence)
        self.assertEqual(found.ids, ["77"])

    def test_an_iterator_that_raises_midway_leaves_what_came_before(self):
        threads = set()

        def items():
            for number in range(10_000):
                threads.add(threading.get_ident())
                if number == 1_234:
                    raise KeyError("row 1,234 is broken")
                yield Item(str(number))

        error = self.failure(KeyError, self.client.upsert_stream, "vectors", items(), batch_size=100)
        self.assertIn("1,200 items were written before", error.__notes__[-1])
        self.assertEqual(self.client.describe_gallery("vectors").item_count, 1_200)
        self.assertEqual(threads, {threading.get_ident()})

    def test_progress_that_raises_ends_the_stream(self):
        def stop(progress):
            raise RuntimeError("enough")

        error = self.failure(RuntimeError, self.client.upsert_stream, "vectors", map(Item, map(str, range(5_000))),
                             progress=stop, batch_size=10)
        self.assertIn("items were written before", error.__notes__[-1])
        self.assertLess(self.client.describe_gallery("vectors").item_count, 5_000)

    def test_what_is_wrong_with_one_streamed_item_is_told_and_the_others_are_written(self):
        items = [Item(f"{n}", expected_version=5 if n == 700 else None) for n in range(1_000)]
        error = self.failure(tessera_client.PartialWriteError, self.client.upsert_stream, "vectors", items)
        (failure,) = error.report.failures
        self.assertEqual((failure.index, failure.id, error.report.written_count), (700, "700", 999))
        self.assertIn("1 of 1,000 items were not written", str(error))

    def test_a_stream_to_no_gallery_is_not_found(self):
        error = self.failure(tessera_client.NotFoundError, self.client.upsert_stream, "none", iter([Item("a")]))
        self.assertIn("none", error.message)
        self.assertEqual(error.method, "Items/UpsertStream")

    def test_nothing_is_streamed_of_nothing(self):
        self.assertEqual(self.client.upsert_stream("vectors", []).item_count, 0)

    # Galleries and operations.

    def test_a_gallery_is_made_changed_listed_and_dropped(self):
        made = self.client.create_gallery("other", [Field("scene", 8, metric="inner_product", weight=2.0)],
                                          generation_prompt="{role_a}!", fusion="max", target_recall=0.9)
        self.addCleanup(self.client.drop_gallery, "other")
        self.assertEqual((made.spec.fields[0].dimension, made.spec.scene.generation_prompt), (8, "{role_a}!"))
        changed = self.client.update_gallery("other", search_text="{role_a}?", weights={"scene": 3.0}, fusion="rrf",
                                             exact_below=5, min_recall=0.5, target_recall=0.8)
        self.assertEqual(changed.spec.scene.search_text, "{role_a}?")
        self.assertEqual(changed.spec.scene.generation_prompt, "{role_a}!")
        self.assertEqual((changed.spec.fields[0].weight, changed.spec.fusion), (3, gallery_pb2.FUSION_KIND_RRF))
        self.client.set_alias("latest", "other")
        self.assertEqual(list(self.client.describe_gallery("latest").aliases), ["latest"])
        self.client.delete_alias("latest")
        self.assertEqual([gallery.name for gallery in self.client.list_galleries()], ["other", "pictures", "vectors"])
        error = self.failure(tessera_client.AlreadyExistsError, self.client.create_gallery, "other")
        self.assertEqual(error.code, grpc.StatusCode.ALREADY_EXISTS)

    def test_a_training_is_followed_to_its_end(self):
        matrix = self.write(2_000)
        states = []
        started = self.client.train("vectors", ["scene"], exact_below=100, list_count=8, part_count=2, seed=1,
                                    thread_count=1, queries={"scene": matrix[:50]})
        ended = self.client.wait(started, progress=states.append)
        self.assertEqual((ended.id, ended.kind, ended.state, ended.is_over), (started.id, "train", "succeeded", True))
        revisions = [state.revision for state in states]
        self.assertEqual(revisions, sorted(set(revisions)))
        index = self.client.describe_gallery("vectors").fields[0].index
        self.assertEqual((index.list_count, index.given.query_count), (8, 50))
        self.assertIn(started.id, [operation.id for operation in self.client.list_operations("vectors")])
        self.assertEqual(self.client.get_operation(started.id).state, "succeeded")

    def test_an_import_resumes_and_can_be_cancelled(self):
        begun = self.client.begin_import("vectors", "a source", total_count=10)
        self.client.import_batch(begun, [Item("a"), Item("b")], resume_point=b"row 2", rows_done=2)
        again = self.client.begin_import("vectors", "a source")
        self.assertEqual((again.id, again.resume_point, again.done_count), (begun.id, b"row 2", 2))
        self.assertEqual(self.client.finish_import(begun, done_count=10).state, "succeeded")
        other = self.client.begin_import("vectors", "another")
        self.assertEqual(self.client.watch_operation(other, wait=0.01).state, "running")
        self.client.cancel_operation(other)
        self.assertEqual(self.failure(tessera_client.OperationError, self.client.wait, other).operation.state,
                         "cancelled")
        failed = self.client.begin_import("vectors", "a third")
        self.client.finish_import(failed, done_count=0, error="the file is gone")
        self.assertIn("the file is gone", str(self.failure(tessera_client.OperationError, self.client.wait, failed)))

    # The node.

    def test_the_node_tells_how_it_is(self):
        status = self.client.status()
        self.assertEqual(status.state, node_pb2.NODE_STATE_SERVING)
        self.assertEqual(status.encoders[0].name, "minilm")
        self.assertTrue(0 < self.client.ping(b"hello") < 10)
        self.assertTrue(self.client.is_healthy())
        self.assertTrue(self.client.is_healthy("tessera.v1.Guides"))
        self.assertFalse(self.client.is_healthy("tessera.v1.Nothing"))
        self.client.wait_until_ready(5)

    def test_threads_share_a_client(self):
        wrong = []

        def find():
            for _ in range(20):
                if self.client.find_guides("pictures", KNIGHT, count=1).ids != ["h1"]:
                    wrong.append(1)

        threads = [threading.Thread(target=find) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_a_deadline_holds(self):
        start = time.monotonic()
        begun = self.client.begin_import("vectors", "never ends")
        error = self.failure(tessera_client.DeadlineExceededError, self.client.watch_operation, begun,
                             after_revision=begun.revision, wait=30, timeout=0.3)
        self.assertLess(time.monotonic() - start, 10)
        self.assertIsInstance(error, TimeoutError)
        self.failure(tessera_client.DeadlineExceededError, list, self.client.follow(begun, timeout=0.3))

    def test_a_closed_client_says_so(self):
        with GuideClient(f"unix:{self.socket}") as client:
            client.ping()
        error = self.failure(tessera_client.CancelledError, client.ping)
        self.assertIn("closed", str(error))

    # What is wrong is told before it is sent.

    def test_a_vector_that_does_not_fit_is_refused_with_its_path(self):
        for value, reason, words in (
                ([1, 2, 3], "dimension_mismatch", "vectors[scene]: 3 numbers a vector, the field has 4"),
                ([[1, 2, 3, 4]], "wrong_shape", "shape [1, 4], not [dimension]"),
                ([1, 2, 3, float("nan")], "not_finite", "vectors[scene][3]: nan"),
                ([1, 2, 3, 1e39], "not_finite", "vectors[scene][3]: 1e+39"),
                (["1", "2", "3", "4"], "wrong_dtype", "real numbers"),
                ([1j, 0, 0, 0], "wrong_dtype", "complex128"),
                ([], "dimension_mismatch", "0 numbers"),
                (np.float32(1), "wrong_shape", "shape []")):
            error = self.failure(tessera_client.InvalidArgumentError, self.client.search, "vectors",
                                 vectors={"scene": value})
            self.assertEqual((error.reason, error.field, error.attempt_count), (reason, "vectors[scene]", 0))
            self.assertIn(words, str(error))
            self.assertIsInstance(error, ValueError)

    def test_a_field_that_is_not_there_is_refused_with_those_that_are(self):
        error = self.failure(tessera_client.InvalidArgumentError, self.client.find_guides, "vectors",
                             vectors={"scenes": [1, 2]})
        self.assertIn("it has scene, pose", str(error))

    def test_wrong_arrays_of_a_batch_and_of_columns_are_refused(self):
        for vectors in (np.zeros((2, 3)), np.zeros(4), [[1, 2, 3, 4], [1]]):
            self.failure(tessera_client.InvalidArgumentError, self.client.search_batch, "vectors",
                         vectors={"scene": vectors})
        error = self.failure(tessera_client.InvalidArgumentError, self.client.search_batch, "vectors", ["a"],
                             vectors={"scene": np.ones((2, 4))})
        self.assertIn("2 vectors[scene], 1 texts", str(error))
        error = self.failure(tessera_client.InvalidArgumentError, items_from_columns, ["a", "b"],
                             {"scene": np.ones((3, 4))})
        self.assertIn("3 rows for 2 ids", str(error))
        error = self.failure(tessera_client.InvalidArgumentError, items_from_columns, ["a"], descriptions=["x"])
        self.assertIn("description", str(error))

    def test_a_wrong_item_is_refused_with_its_place(self):
        for item, words in ((Item(""), "items[1].id is empty"), (Item("b", tags="cat"), "items[1].tags: one text"),
                            (Item("b", description=5), "items[1]"), ({"id": "b"}, "items[1] is a dict, not an Item"),
                            (Item("b", vectors={"scene": [1]}), "items[1].vectors[scene]: 1 numbers"),
                            (Item("b", attributes={"x": None}), "items[1].attributes[x] is a NoneType"),
                            (Item("b", attributes={"x": 2**63}), "beyond 64 bits")):
            error = self.failure(tessera_client.InvalidArgumentError, self.client.upsert, "vectors", [Item("a"), item])
            self.assertIn(words, str(error))

    def test_other_wrong_arguments_are_refused_before_they_are_sent(self):
        client = GuideClient("127.0.0.1:1")
        self.addCleanup(client.close)
        wrong = {
            "neither scene, prompt nor vectors": lambda: client.find_guides("g"),
            "gallery is empty": lambda: client.find_guides("", "a"),
            "scene.role_a.text is empty": lambda: client.find_guides("g", ""),
            "count is 0, not a whole number from 1 to 1,000": lambda: client.find_guides("g", "a", count=0),
            "count is 2.5": lambda: client.find_guides("g", "a", count=2.5),
            "limit is 1001": lambda: client.search("g", "a", limit=1_001),
            "weights[f] is -1": lambda: client.search("g", "a", weights={"f": -1}),
            "weights[f] is nan": lambda: client.search("g", "a", weights={"f": float("nan")}),
            "fusion is 'sum', not one of weighted, rrf, max": lambda: client.search("g", "a", fusion="sum"),
            "items have no part 'text'": lambda: client.search("g", "a", read=["text"]),
            "exclude_ids: one text": lambda: client.search("g", "a", exclude_ids="abc"),
            "filter.tags: one text": lambda: client.search("g", "a", filter=Filter(tags="abc")),
            "scene.role_a.lora.weight is 0": lambda: client.find_guides("g", Scene(Role("a", Lora("x", 0)))),
            "timeout is 0": lambda: client.ping(timeout=0),
            "timeout is -1": lambda: client.search("g", "a", timeout=-1),
            "batch_size is 0": lambda: client.upsert("g", [Item("a")], batch_size=0),
            "expected_versions: 1 for 2 ids": lambda: client.delete("g", ["a", "b"], expected_versions=[1]),
            "ids[1] is empty": lambda: client.get("g", ["a", ""]),
            "neither HOST:PORT nor unix:/PATH": lambda: GuideClient("localhost"),
            "the target 'localhost:http'": lambda: GuideClient("localhost:http"),
        }
        for words, call in wrong.items():
            with self.subTest(words):
                error = self.failure(tessera_client.InvalidArgumentError, call)
                self.assertIn(words, str(error))

    def test_what_the_server_refuses_comes_with_its_details(self):
        error = self.failure(tessera_client.NotFoundError, self.client.search, "picturez", "a")
        self.assertIn("picturez", str(error))
        self.assertEqual((error.code, error.method, error.attempt_count),
                         (grpc.StatusCode.NOT_FOUND, "Guides/Search", 1))
        error = self.failure(tessera_client.InvalidArgumentError, self.client.search, "pictures", "a",
                             tuning=Tuning(target_recall=2))
        self.assertEqual((error.reason != "", "target_recall" in error.field), (True, True))

    def test_a_gallery_that_was_made_anew_is_known_anew(self):
        self.client.upsert("vectors", [Item("a", vectors={"scene": [1, 2, 3, 4]})])
        with GuideClient(f"unix:{self.socket}") as other:
            other.drop_gallery("vectors")
            other.create_gallery("vectors", [Field("scene", 3)])
        self.client.upsert("vectors", [Item("a", vectors={"scene": [1, 2, 3]})])
        self.assertEqual(self.client.search("vectors", vectors={"scene": [1, 2, 3]}).ids, ["a"])


class RestartTests(Daemon):
    def test_a_streamed_upsert_survives_a_daemon_that_is_killed_and_started_again(self):
        matrix = np.random.default_rng(5).normal(size=(2_000, 4))
        seen = []

        def progress(state):
            seen.append(state.item_count)
            if len(seen) == 3:
                self.daemon.kill()
                self.daemon.wait()
                self.start_daemon()

        with GuideClient(f"unix:{self.socket}") as client:
            client.create_gallery("vectors", [Field("scene", 4)])
            report = client.upsert_stream("vectors", items_from_columns(np.arange(2_000), {"scene": matrix}),
                                          progress=progress, batch_size=100)
            self.assertEqual((report.item_count, report.failed_count), (2_000, 0))
            self.assertEqual(seen, list(range(100, 2_001, 100)))
            self.assertEqual(client.describe_gallery("vectors").item_count, 2_000)
            self.assertEqual(client.search("vectors", vectors={"scene": matrix[150]}, limit=1).ids, ["150"])

    def test_an_export_survives_it_too(self):
        with GuideClient(f"unix:{self.socket}") as client:
            client.create_gallery("long", [Field("scene", 4)])
            client.upsert_stream("long", (Item(f"{n:05}", description="x" * 2_000) for n in range(3_000)))
            ids = []
            for item in client.export("long", page_size=50):
                ids.append(item.id)
                if len(ids) == 500:
                    self.daemon.kill()
                    self.daemon.wait()
                    self.start_daemon()
            self.assertEqual(ids, [f"{n:05}" for n in range(3_000)])


class DocumentTests(Daemon):
    def test_what_the_documents_show_runs(self):
        with GuideClient(f"unix:{self.socket}") as client:
            client.set_alias("drawings", "pictures")
        for document, wanted in (("README.md", ["a knight and a horse, riding"]),
                                 ("deploy/python/README.md", ["shiny plate", "10,000 of 10,000", "(100, 5) 42"])):
            text = (ROOT / document).read_text()
            examples = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
            outcome = subprocess.run([sys.executable, "-c", examples], capture_output=True, text=True, timeout=60,
                                     env=dict(os.environ, TESSERA_SERVER=f"unix:{self.socket}"))
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            for words in wanted:
                self.assertIn(words, outcome.stdout)


class PackageTests(unittest.TestCase):
    def test_every_method_of_the_contract_is_covered(self):
        known = {method.path for method in vars(_methods).values() if isinstance(method, _methods.Method)}
        files = (search_pb2, items_pb2, gallery_pb2, operations_pb2, node_pb2)
        wanted = {f"/{service.full_name}/{method.name}" for file in files
                  for service in file.DESCRIPTOR.services_by_name.values() for method in service.methods}
        self.assertEqual(known - {"/grpc.health.v1.Health/Check"}, wanted)

    def test_the_package_and_its_example_are_strictly_typed(self):
        for arguments in (["-p", "tessera_client"], [ROOT / "deploy/python/examples/worker.py"]):
            outcome = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", "/dev/null", *arguments],
                                     capture_output=True, text=True)
            self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)


if __name__ == "__main__":
    unittest.main()
