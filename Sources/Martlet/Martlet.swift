@_exported public import MartletContext
@_exported public import MartletDatabase
@_exported public import MartletHTTP
@_exported public import MartletHTTPClient
@_exported public import MartletJobs
@_exported public import MartletPayload
@_exported public import MartletResilience
@_exported public import MartletTelemetry
