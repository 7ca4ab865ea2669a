import Martlet

/// What became of all generations.
struct GenerationStats: Sendable, Hashable {
    /// How many there are in each state; a state without any is missing.
    let counts: [GenerationState: Int]

    /// What was charged and not paid back.
    let revenue: Money

    /// What was spent by the provider's price list.
    let cost: Credits

    /// How many people have written to the bot.
    let members: Int
}
