extension Duration {
    /// Returns a duration of minutes.
    public static func minutes(_ minutes: some BinaryInteger) -> Duration {
        .seconds(minutes) * 60
    }

    /// Returns a duration of hours.
    public static func hours(_ hours: some BinaryInteger) -> Duration {
        .seconds(hours) * 3600
    }

    /// Returns a duration of days of 24 hours, whatever a calendar says.
    public static func days(_ days: some BinaryInteger) -> Duration {
        .seconds(days) * 86_400
    }
}
