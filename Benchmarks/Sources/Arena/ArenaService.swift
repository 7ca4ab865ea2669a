import FoundationEssentials
import Logging
import Martlet
import MartletPostgres
import NIOCore

/// The service behind the endpoints.
enum ArenaService: Backend {
    static let name = "arena"

    static func assemble(_ settings: Settings) throws -> Assembly {
        let arena = settings.scoped(to: "arena")
        let path = try arena.value("dataset", default: "dataset.json", about: "The file of the items of `/json`.")
        let dataset: [Item] = try JSON.decode(from: ByteBuffer(bytes: try Data(contentsOf: URL(filePath: path))))
        let isFullStack = try arena.value("full.stack", default: 0, about: "1 logs every request.") == 1
        let database = try database(settings)
        let items = ItemService(database: database)
        return try Assembly {
            if let database {
                database
                ItemSchema.migrations
                ItemFilling(database: database)
            }
            try HTTPServer(settings.scoped(to: "http")) {
                DatasetRoutes(dataset: dataset, logLevel: isFullStack ? .info : .debug)
                ItemRoutes(items: items, logLevel: isFullStack ? .info : .debug)
            }
        }
    }

    /// The database, where there is one.
    private static func database(_ settings: Settings) throws -> Database? {
        let url: String? = try settings.optional("database.url", about: "`postgres://user:password@host:port/name`.")
        return try url.map { try settings.database(.postgres, default: $0) }
    }
}
