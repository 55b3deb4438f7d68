// What goes wrong, and right again.
extension Simulation {
    func begin(_ fault: SimulatedFault) {
        note("fault \(fault.kind) of \(fault.replicas.map { replicas[$0].id })")
        for place in fault.replicas {
            replicas[place].faultCount += 1
            replicas[place].wellSince = nil
            let connection = replicas[place].connection.map { connections[$0] }
            switch fault.kind {
            case .reset: if let number = replicas[place].connection { close(number) }
            case .hold: connection?.isHeld = true
            case .partition: replicas[place].partitionCount += 1
            case .crash:
                replicas[place].downCount += 1
                replicas[place].life += 1
                replicas[place].backlog = []
                if let number = replicas[place].connection { close(number) }
            case .pause: replicas[place].pauseCount += 1
            case .slow: replicas[place].slowCount += 1
            case .garbage: connection?.isGarbageNext = true
            case .cut: connection?.isCutNext = true
            }
        }
    }

    func mend(_ fault: SimulatedFault) {
        note("mended \(fault.kind) of \(fault.replicas.map { replicas[$0].id })")
        for place in fault.replicas {
            switch fault.kind {
            case .reset: break
            case .hold:
                replicas[place].connection.map { connections[$0] }?.isHeld = false
                release(place)
            case .partition:
                replicas[place].partitionCount -= 1
                release(place)
            case .crash: replicas[place].downCount -= 1
            case .pause:
                replicas[place].pauseCount -= 1
                if replicas[place].pauseCount == 0 { resume(place) }
            case .slow: replicas[place].slowCount -= 1
            case .garbage, .cut:
                // Who was told nonsense may wait for the rest of it until somebody hangs up.
                if let number = replicas[place].connection { close(number) }
            }
            replicas[place].faultCount -= 1
            if replicas[place].faultCount == 0 { replicas[place].wellSince = now }
        }
    }
}
