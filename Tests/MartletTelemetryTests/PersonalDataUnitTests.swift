import Logging
import MartletPayload
import Testing

@testable import MartletTelemetry

@Suite struct PersonalDataUnitTests {
    private func rig(_ personal: PersonalData, key: UInt128 = 7) -> LogRig {
        LogRig(LogSettings(personal: personal, personalKey: Secret(key)))
    }

    private static let person: Logger.Metadata = [
        "email": "ann@example.com", "username": "ann", "first_name": "Ann", "phone": "+100200300", "ip": "203.0.113.77",
        "client_ip": "2001:db8:1:2::3", "userEmail": "ann@example.com",
    ]

    @Test func `S1-32 S1-39 personal fields are there, hashed or cut, by default`() throws {
        let rig = rig(.hidden)
        rig.logger.info("signed_in", metadata: Self.person)
        let object = try rig.object()
        let hash = try #require(object["email"] as? String)
        #expect(hash.utf8.count == 16)
        #expect(object["userEmail"] as? String == hash)
        #expect(object["username"] as? String != hash)
        #expect(object["ip"] as? String == "203.0.113.0/24")
        #expect(object["client_ip"] as? String == "2001:db8:1::/48")
        for part in ["ann", "Ann", "100200300", "113.77"] { #expect(!rig.capture.text.contains(part)) }
    }

    @Test func `LOG_PERSONAL=clear writes them as they are, but never a secret`() throws {
        let rig = rig(.clear)
        rig.logger.info("signed_in ann@example.com", metadata: Self.person.merging(["password": "x"]) { $1 })
        let object = try rig.object()
        #expect(object["email"] as? String == "ann@example.com")
        #expect(object["ip"] as? String == "203.0.113.77")
        #expect(object["password"] as? String == "***")
        #expect(object["event"] as? String == "signed_in ann@example.com")
    }

    @Test func `the hash depends on the key`() {
        let texts = [7, 8].map { (key: UInt128) in
            let rig = rig(.hidden, key: key)
            rig.logger.info("x", metadata: ["email": "ann@example.com"])
            return rig.capture.text.suffix(30)
        }
        #expect(texts[0] != texts[1])
    }

    @Test func `an e-mail address in free text is masked`() {
        let rig = rig(.hidden)
        rig.logger.info("x", metadata: ["note": "to <ann.b+c@mail.example.com>, not @ann or a@b"])
        #expect(rig.capture.text.contains("to <***>, not @ann or a@b"))
    }

    @Test func `the keyed hash is SipHash-2-4`() {
        let keyed = KeyedHash(key: 0x0F0E_0D0C_0B0A_0908_0706_0504_0302_0100)
        let hashes = [0, 1, 8, 15].map { count in keyed.hash(Array(UInt8(0)..<count).span) }
        #expect(
            hashes == [0x726F_DB47_DD0E_0E31, 0x74F8_39C5_93DC_67FD, 0x93F5_F579_9A93_2462, 0xA129_CA61_49BE_45E5]
        )
    }

    @Test(
        arguments: [
            ("10.1.2.3", "10.1.2.0/24"), ("10.1.2.3:8080", "10.1.2.0/24"), ("::1", "0:0:0::/48"),
            ("2001:db8::1", "2001:db8:0::/48"), ("[2001:db8:a:b::1]:443", "2001:db8:a::/48"),
            ("fe80::1%eth0", "fe80:0:0::/48"),
            ("::ffff:10.1.2.3", "10.1.2.0/24"), ("10.1.2", nil), ("10.1.2.256", nil), ("localhost", nil), ("", nil),
            ("a:b", nil), ("x::1", nil), ("1:2:3:4:5:6:7:8:9", nil), ("[::1", nil),
        ] as [(String, String?)]
    )
    func `an address is cut to its network`(text: String, network: String?) {
        #expect(NetworkPrefix(text)?.description == network)
    }

    @Test func `an address that is none is hashed`() throws {
        let rig = rig(.hidden)
        rig.logger.info("x", metadata: ["ip": "not an address"])
        #expect((try rig.object()["ip"] as? String)?.utf8.count == 16)
    }
}
