import NIOCore

/// Runs the tasks of a connection on the connection's own event loop.
///
/// A request is then read, served and answered by one thread, without a hand-over from the loop to the pool of threads
/// and back for each part. What blocks has threads of its own everywhere in Martlet, so that a loop stays free.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
