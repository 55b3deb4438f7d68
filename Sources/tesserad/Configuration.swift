import Encoding
import Eventing
import Routing
import Vocabulary

/// Everything `tesserad` is told: read once, checked at the door, printed at start.
struct Configuration {
    /// What the node does.
    var role = Role.standalone
    /// The cluster file; empty for a node that stands alone.
    var clusterPath = ""
    /// The cluster it belongs to; nil for a node that stands alone.
    var cluster: ClusterMap?
    /// Number of its shard.
    var shard = 0
    /// True when it may listen beyond this machine although nothing is encrypted and nobody is asked who he is.
    var allowsPlaintext = false
    /// Addresses to listen on: `tcp://127.0.0.1:7700`, `unix:/run/tessera.sock`.
    var listen = ["tcp://127.0.0.1:7700"]
    /// The same, read.
    var addresses: [SocketAddress] = []
    /// The data directory; made if it is not there.
    var data = "tessera-data"
    /// Least severe level that is logged.
    var logLevel = "info"
    /// Threads that search and write.
    var workerCount = 1
    /// Event loops, each a thread with connections of its own.
    var loopCount = 1
    /// Threads that turn texts into vectors.
    var encoderThreadCount = 1
    /// The text encoders; the first one is the default.
    var encoders: [EncoderConfiguration] = []
    /// Where each of them stands.
    var encoderPlaces: [String] = []
    /// File for calls that took long; empty: none.
    var slowLogPath = ""
    /// What takes at least so long is written there,
    var slowLogThresholdMilliseconds = 100
    /// at most so many calls a second,
    var slowLogLinesPerSecond = 10
    /// and with their vectors if so.
    var slowLogKeepsVectors = false
    /// Limits an operator may change.
    var limits = Limits()
}
