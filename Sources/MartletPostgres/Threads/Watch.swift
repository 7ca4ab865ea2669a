import MartletContext

/// The thread that ends calls which have waited too long for a connection, and hurries those that hold up the end.
///
/// It sleeps while no call waits; running calls watch over themselves.
struct Watch {
    private let pool: Pool
    private let clock = SystemTime()

    init(pool: Pool) {
        self.pool = pool
    }

    func work() {
        var closingEnd: Duration?
        while let (waiting, running, phase) = pool.watched() {
            end(waiting)
            guard phase == .closed else { continue }
            let end = closingEnd ?? clock.uptime + pool.configuration.closeTimeout
            closingEnd = end
            guard clock.uptime >= end else { continue }
            for call in waiting + running { call.interruption.close() }
        }
    }

    private func end(_ waiting: [any Call]) {
        var ended: [any Call] = []
        for call in waiting {
            guard let error = call.interruption.error ?? (call.hasWaitedTooLong ? pool.leaseError : nil) else {
                continue
            }
            call.fail(error)
            ended.append(call)
        }
        if !ended.isEmpty { pool.drop(ended) }
    }
}
