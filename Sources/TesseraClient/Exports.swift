// The values that calls take and answer, so that one import is enough for a caller.
@_exported public import Vocabulary
