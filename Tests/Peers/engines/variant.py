"""One index of an engine, open for searching."""


class Variant:
    """What is measured as one curve.

    `fixed` are the settings it was built with, `byte_count` the memory it takes, `choices` the knobs of each point, and
    `make_searcher` gets the knobs and returns a function from the number of a query to the ids that were found.
    """

    def __init__(self, name, fixed, byte_count, choices, make_searcher):
        self.name = name
        self.fixed = fixed
        self.byte_count = byte_count
        self._choices = choices
        self.searcher = make_searcher

    def knobs(self):
        return self._choices
