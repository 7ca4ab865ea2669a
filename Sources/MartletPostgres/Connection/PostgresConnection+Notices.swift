import CLibpq
import Logging

extension PostgresConnection {
    /// Has libpq hand the server's notices to this connection.
    func receiveNotices() {
        // Not retained: the connection closes the handle before it goes.
        unsafe PQsetNoticeReceiver(
            handle,
            { context, result in
                guard let context = unsafe context, let result = unsafe result else { return }
                let connection = unsafe Unmanaged<PostgresConnection>.fromOpaque(context).takeUnretainedValue()
                unsafe connection.log(
                    state: PQresultErrorField(result, clibpq_field_state).map { unsafe String(cString: $0) },
                    message: PQresultErrorField(result, clibpq_field_message).map { unsafe String(cString: $0) }
                )
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    private func log(state: String?, message: String?) {
        notices += 1
        interruption?.logger.debug(
            "database.notice",
            metadata: ["state": "\(state ?? "")", "message": "\(message ?? "")"]
        )
    }
}
