import Martlet
import MartletSQLite

/// The service under load: a webhook's intake without workers, so that acknowledgements alone are measured.
@main
struct Intake: Backend {
    static func assemble(_ settings: Settings) throws -> Assembly {
        let contender = try settings.value(
            "contender",
            default: Contender.grouped,
            about: "How updates are kept: `grouped`, `single` or `unpersisted`."
        )
        let database = Database(SQLiteEngine(path: "intake.db", configuration: contender.engine))
        let inbox = Inbox(in: database, jobs: JobQueue(in: database))
        return try Assembly {
            database
            JobQueue.migrations
            try HTTPServer(settings.scoped(to: "http")) {
                UpdateRoutes(inbox: contender.isPersistent ? inbox : nil, secret: Secret("benchmark"))
            }
        }
    }
}
