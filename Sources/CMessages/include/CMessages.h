// Made from Protos by `make protos`; change Protos/generate, not this file.
#pragma once

#include "arena.h"
#include "tessera/v1/common.pb-c.h"
#include "tessera/v1/index.pb-c.h"
#include "tessera/v1/gallery.pb-c.h"
#include "tessera/v1/items.pb-c.h"
#include "tessera/storage/v1/records.pb-c.h"
#include "tessera/v1/operations.pb-c.h"
#include "tessera/v1/search.pb-c.h"
#include "tessera/internal/v1/shard.pb-c.h"
#include "tessera/v1/health.pb-c.h"
#include "tessera/v1/node.pb-c.h"
#include "tessera/v1/reflection.pb-c.h"
#include "tessera/v1/status.pb-c.h"

// Swift can take the address of a constant of C only through a function.

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_error_detail(void) {
    return &tessera__v1__error_detail__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_metadata(void) {
    return &tessera__v1__metadata__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_vector(void) {
    return &tessera__v1__vector__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_attribute(void) {
    return &tessera__v1__attribute__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_empty(void) {
    return &tessera__v1__empty__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_recall_figure(void) {
    return &tessera__v1__recall_figure__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_operating_point(void) {
    return &tessera__v1__operating_point__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_index(void) {
    return &tessera__v1__field_index__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_calibration(void) {
    return &tessera__v1__field_calibration__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_spec(void) {
    return &tessera__v1__field_spec__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scene_templates(void) {
    return &tessera__v1__scene_templates__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_gallery_spec(void) {
    return &tessera__v1__gallery_spec__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_description(void) {
    return &tessera__v1__field_description__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_create_gallery_request(void) {
    return &tessera__v1__create_gallery_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_describe_gallery_request(void) {
    return &tessera__v1__describe_gallery_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_describe_gallery_response(void) {
    return &tessera__v1__describe_gallery_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_list_galleries_request(void) {
    return &tessera__v1__list_galleries_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_list_galleries_response(void) {
    return &tessera__v1__list_galleries_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_gallery_summary(void) {
    return &tessera__v1__gallery_summary__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_update_gallery_request(void) {
    return &tessera__v1__update_gallery_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_weight(void) {
    return &tessera__v1__field_weight__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_drop_gallery_request(void) {
    return &tessera__v1__drop_gallery_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_drop_gallery_response(void) {
    return &tessera__v1__drop_gallery_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_set_alias_request(void) {
    return &tessera__v1__set_alias_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_delete_alias_request(void) {
    return &tessera__v1__delete_alias_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_detection(void) {
    return &tessera__v1__detection__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_item(void) {
    return &tessera__v1__item__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_vector(void) {
    return &tessera__v1__field_vector__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_item_write(void) {
    return &tessera__v1__item_write__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_upsert_items_request(void) {
    return &tessera__v1__upsert_items_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_write_result(void) {
    return &tessera__v1__write_result__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_write_response(void) {
    return &tessera__v1__write_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_delete_items_request(void) {
    return &tessera__v1__delete_items_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_read_mask(void) {
    return &tessera__v1__read_mask__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_get_items_request(void) {
    return &tessera__v1__get_items_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_stored_item(void) {
    return &tessera__v1__stored_item__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_get_items_response(void) {
    return &tessera__v1__get_items_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_export_items_request(void) {
    return &tessera__v1__export_items_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_sample_items_request(void) {
    return &tessera__v1__sample_items_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_sample_items_response(void) {
    return &tessera__v1__sample_items_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_gallery_record(void) {
    return &tessera__storage__v1__gallery_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_item_record(void) {
    return &tessera__storage__v1__item_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_vector_record(void) {
    return &tessera__storage__v1__vector_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_log_record(void) {
    return &tessera__storage__v1__log_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_codes_record(void) {
    return &tessera__storage__v1__codes_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_segment_record(void) {
    return &tessera__storage__v1__segment_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_index_record(void) {
    return &tessera__storage__v1__field_index_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_index_record(void) {
    return &tessera__storage__v1__index_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_placement_record(void) {
    return &tessera__storage__v1__placement_record__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_operation(void) {
    return &tessera__v1__operation__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_begin_import_request(void) {
    return &tessera__v1__begin_import_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_finish_import_request(void) {
    return &tessera__v1__finish_import_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_get_operation_request(void) {
    return &tessera__v1__get_operation_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_watch_operation_request(void) {
    return &tessera__v1__watch_operation_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_follow_operation_request(void) {
    return &tessera__v1__follow_operation_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_cancel_operation_request(void) {
    return &tessera__v1__cancel_operation_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_list_operations_request(void) {
    return &tessera__v1__list_operations_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_list_operations_response(void) {
    return &tessera__v1__list_operations_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_query_vectors(void) {
    return &tessera__v1__query_vectors__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_train_request(void) {
    return &tessera__v1__train_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_query(void) {
    return &tessera__v1__field_query__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_tag_clause(void) {
    return &tessera__v1__tag_clause__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_attribute_clause(void) {
    return &tessera__v1__attribute_clause__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_filter(void) {
    return &tessera__v1__filter__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fusion(void) {
    return &tessera__v1__fusion__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_diversity(void) {
    return &tessera__v1__diversity__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_search_tuning(void) {
    return &tessera__v1__search_tuning__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_search_request(void) {
    return &tessera__v1__search_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_score(void) {
    return &tessera__v1__field_score__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_hit(void) {
    return &tessera__v1__hit__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_text_report(void) {
    return &tessera__v1__text_report__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_stage_times(void) {
    return &tessera__v1__stage_times__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_field_explanation(void) {
    return &tessera__v1__field_explanation__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_explanation(void) {
    return &tessera__v1__explanation__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_search_response(void) {
    return &tessera__v1__search_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_search_batch_request(void) {
    return &tessera__v1__search_batch_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_search_result(void) {
    return &tessera__v1__search_result__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_search_batch_response(void) {
    return &tessera__v1__search_batch_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_lora(void) {
    return &tessera__v1__lora__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_role(void) {
    return &tessera__v1__role__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scene(void) {
    return &tessera__v1__scene__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_find_guides_request(void) {
    return &tessera__v1__find_guides_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_generation_plan(void) {
    return &tessera__v1__generation_plan__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_find_guides_response(void) {
    return &tessera__v1__find_guides_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_embed_texts_request(void) {
    return &tessera__v1__embed_texts_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_embed_texts_response(void) {
    return &tessera__v1__embed_texts_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_open_shard_request(void) {
    return &tessera__internal__v1__open_shard_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_open_shard_response(void) {
    return &tessera__internal__v1__open_shard_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_gallery_count(void) {
    return &tessera__internal__v1__gallery_count__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scan_probe(void) {
    return &tessera__internal__v1__scan_probe__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scan_query(void) {
    return &tessera__internal__v1__scan_query__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scan_field(void) {
    return &tessera__internal__v1__scan_field__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_count_allowed_request(void) {
    return &tessera__internal__v1__count_allowed_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_count_allowed_response(void) {
    return &tessera__internal__v1__count_allowed_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scan_shard_request(void) {
    return &tessera__internal__v1__scan_shard_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_likely_items(void) {
    return &tessera__internal__v1__likely_items__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scan_list(void) {
    return &tessera__internal__v1__scan_list__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_scan_shard_response(void) {
    return &tessera__internal__v1__scan_shard_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_rows_request(void) {
    return &tessera__internal__v1__fetch_rows_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_rows_response(void) {
    return &tessera__internal__v1__fetch_rows_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_payload_request(void) {
    return &tessera__internal__v1__fetch_payload_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_payload_response(void) {
    return &tessera__internal__v1__fetch_payload_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_item_vectors_request(void) {
    return &tessera__internal__v1__fetch_item_vectors_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_item_vectors_response(void) {
    return &tessera__internal__v1__fetch_item_vectors_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_codebook_request(void) {
    return &tessera__internal__v1__fetch_codebook_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_fetch_codebook_response(void) {
    return &tessera__internal__v1__fetch_codebook_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_add_gallery_request(void) {
    return &tessera__internal__v1__add_gallery_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_shard_write(void) {
    return &tessera__internal__v1__shard_write__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_write_items_request(void) {
    return &tessera__internal__v1__write_items_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_list_ids_request(void) {
    return &tessera__internal__v1__list_ids_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_list_ids_response(void) {
    return &tessera__internal__v1__list_ids_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_sample_rows_request(void) {
    return &tessera__internal__v1__sample_rows_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_sample_rows_response(void) {
    return &tessera__internal__v1__sample_rows_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_put_codebook_request(void) {
    return &tessera__internal__v1__put_codebook_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_adopted_field(void) {
    return &tessera__internal__v1__adopted_field__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_adopt_index_request(void) {
    return &tessera__internal__v1__adopt_index_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_commit_index_request(void) {
    return &tessera__internal__v1__commit_index_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_health_request(void) {
    return &tessera__v1__health_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_health_response(void) {
    return &tessera__v1__health_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_ping_request(void) {
    return &tessera__v1__ping_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_ping_response(void) {
    return &tessera__v1__ping_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_get_status_request(void) {
    return &tessera__v1__get_status_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_get_status_response(void) {
    return &tessera__v1__get_status_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_replica_status(void) {
    return &tessera__v1__replica_status__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_encoder_status(void) {
    return &tessera__v1__encoder_status__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_reflection_request(void) {
    return &tessera__v1__reflection_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_reflection_response(void) {
    return &tessera__v1__reflection_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_reflection_files(void) {
    return &tessera__v1__reflection_files__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_reflection_services(void) {
    return &tessera__v1__reflection_services__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_reflection_service(void) {
    return &tessera__v1__reflection_service__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_reflection_error(void) {
    return &tessera__v1__reflection_error__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_call_status(void) {
    return &tessera__v1__call_status__descriptor;
}

static inline const ProtobufCMessageDescriptor *tsk_descriptor_of_call_status_detail(void) {
    return &tessera__v1__call_status_detail__descriptor;
}
