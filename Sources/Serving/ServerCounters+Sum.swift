internal import Vocabulary

extension ServerCounters {
    /// Adds what another loop has done.
    mutating func add(_ other: ServerCounters) {
        connectionCount += other.connectionCount
        connectionTotalCount += other.connectionTotalCount
        connectionRefusedCount += other.connectionRefusedCount
        connectionDisplacedCount += other.connectionDisplacedCount
        slowReaderCount += other.slowReaderCount
        protocolErrorCount += other.protocolErrorCount
        inFlightCount += other.inFlightCount
        bufferedRequestByteCount += other.bufferedRequestByteCount
        receivedByteCount += other.receivedByteCount
        sentByteCount += other.sentByteCount
        callRefusedCount += other.callRefusedCount
        methodUnknownCount += other.methodUnknownCount
        for count in other.calls {
            if let place = calls.firstIndex(where: {
                $0.method == count.method && $0.name == count.name && $0.status == count.status
            }) {
                calls[place].count += count.count
            } else {
                calls.append(count)
            }
        }
        calls.sort { ($0.method, $0.status.rawValue) < ($1.method, $1.status.rawValue) }
    }
}
