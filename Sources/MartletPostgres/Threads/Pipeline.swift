import MartletContext
import MartletDatabase

/// One thread with its pipelined connection; it ends with it.
struct Pipeline {
    private let pipelines: Pipelines
    private let clock = SystemTime()

    init(_ pipelines: Pipelines) {
        self.pipelines = pipelines
    }

    func work() {
        let connection: PipelinedConnection
        do {
            connection = try PipelinedConnection(pipelines.source, configuration: pipelines.configuration)
        } catch {
            // The pool tries too, and its error tells why.
            return pipelines.failConnecting()
        }
        pipelines.endConnecting()
        let isStalled = serve(connection)
        for call in connection.close() { call.detour() }
        pipelines.endConnection(isStalled: isStalled)
    }

    /// Serves statements until the connection is lost or not needed any more; tells whether a slow one held it up.
    private func serve(_ connection: PipelinedConnection) -> Bool {
        var calls: [QueryCall] = []
        var isStalled = false
        var nextLook = clock.uptime
        while connection.isAlive {
            if connection.isIdle {
                let end = clock.uptime + pipelines.configuration.idleLifetime
                guard pipelines.awaitCalls(&calls, until: end) else { break }
                guard connection.isUsable() else {
                    for call in calls { call.detour() }
                    break
                }
            } else {
                pipelines.take(connection.room, &calls)
            }
            if !calls.isEmpty { connection.send(calls) }
            calls.removeAll(keepingCapacity: true)
            connection.receive()
            settle(connection)
            if connection.isStalled != isStalled {
                isStalled.toggle()
                if isStalled {
                    pipelines.stall(connection.takeBack(), behind: connection.slowShape)
                } else {
                    pipelines.resume()
                }
            }
            let now = clock.uptime
            if now >= nextLook {
                nextLook = now + .milliseconds(20)
                connection.endWaits()
                guard pipelines.endWaits() else { break }
            }
        }
        return isStalled
    }

    /// Tells the callers what became of their statements.
    private func settle(_ connection: PipelinedConnection) {
        for outcome in connection.outcomes {
            switch outcome {
            case .answer(let call, let answer): call.succeed(answer)
            case .failure(let call, let error): call.fail(error)
            case .detour(let call, let lasts):
                if lasts { pipelines.addDetour(for: call.shape) }
                call.detour()
            }
        }
        connection.outcomes.removeAll(keepingCapacity: true)
    }
}
