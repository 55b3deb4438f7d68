import Testing

/// Everything that runs a server, one test at a time: raw peers block the threads of Swift's pool while they wait.
@Suite(.serialized) enum ServingTrials {}
