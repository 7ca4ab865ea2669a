import MartletContext
import MartletDatabase
import MartletMacros
import MartletPayload

// snippet: MartletMacros
@Record
struct Card: RowWritable {
    let id: ID<Card>
    let ownerName: String?
    @Column("created_at") let created: Instant
    @Column(currency: "currency") let price: Money
    @Column(json: "tags") let tags: [String]
}

func card(_ id: ID<Card>) -> Statement<Card?> {
    "SELECT \(columns: Card.self) FROM cards WHERE id = \(id)"
}
// end
