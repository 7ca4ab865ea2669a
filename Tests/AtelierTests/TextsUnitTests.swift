@testable import Atelier
import Martlet
import Testing

/// How amounts, counts and names are written and read.
@Suite struct TextsUnitTests {
    @Test(arguments: [
        (0, "0 RUB", "0 ₽"), (900, "9 RUB", "9 ₽"), (905, "9.05 RUB", "9,05 ₽"), (950, "9.50 RUB", "9,50 ₽"),
        (-1, "−0.01 RUB", "−0,01 ₽"), (1_000_000, "10000 RUB", "10000 ₽"),
        (Int64.min, "−92233720368547758.08 RUB", "−92233720368547758,08 ₽"),
    ])
    func `an amount is written as people write it`(minor: Int64, english: String, russian: String) {
        #expect(Texts(.en).money(.kopecks(minor)) == english)
        #expect(Texts(.ru).money(.kopecks(minor)) == russian)
    }

    @Test(arguments: [
        (0, "0 pictures", "0 картинок"), (1, "1 picture", "1 картинка"), (2, "2 pictures", "2 картинки"),
        (4, "4 pictures", "4 картинки"), (5, "5 pictures", "5 картинок"), (11, "11 pictures", "11 картинок"),
        (12, "12 pictures", "12 картинок"), (21, "21 pictures", "21 картинка"), (22, "22 pictures", "22 картинки"),
        (111, "111 pictures", "111 картинок"), (1001, "1001 pictures", "1001 картинка"),
    ])
    func `a count has the plural of its language`(count: Int, english: String, russian: String) {
        #expect(Texts(.en).pictures(count) == english)
        #expect(Texts(.ru).pictures(count) == russian)
    }

    @Test(arguments: [
        (GenerationState.requested, false, "This button has been pressed already"),
        (.running, false, "This button has been pressed already"),
        (.succeeded, false, "This button has been pressed already"),
        (.delivered, true, "This button has made its picture"),
        (.refunded, true, "This button has made its picture"), (.refunded, false, "Nothing has come of"),
        (.failed, false, "Nothing has come of"), (.expired, false, "Nothing has come of"),
    ])
    func `a button that is pressed again tells what has become of its picture`(
        state: GenerationState,
        isDelivered: Bool,
        beginning: String
    ) throws {
        let next = try Generation.sample(state, isDelivered: isDelivered)
        #expect(Texts(.en).alreadyAgain(next).hasPrefix(beginning))
    }

    @Test func `a time is written to the minute`() {
        #expect(Texts(.en).time(Instant(microseconds: 0)) == "1970-01-01 00:00 UTC")
    }

    @Test(arguments: [
        ("10", 1000), ("10.5", 1050), ("10,50", 1050), ("0.01", 1), ("0", 0), ("007", 700), ("-3", -300),
        ("−3.10", -310),
        ("92233720368547758.07", Int64.max),
    ])
    func `F-09 an amount is read exactly`(text: String, minor: Int64) throws {
        #expect(try Money(typed: text) == .kopecks(minor))
    }

    @Test(arguments: [
        "", "-", ".", ",", ".5", "1.", "1..2", "1.2.3", "1,2,3", "1 0", "+1", "--1", "1e3", "0x10", "NaN", "１０", "١",
        "1₽",
    ])
    func `what is no number is no amount`(text: String) {
        #expect(throws: AmountError.unreadable(text)) { try Money(typed: text) }
    }

    @Test func `an amount has no parts of a kopeck, and a bound`() {
        #expect(throws: AmountError.tooPrecise("1.001")) { try Money(typed: "1.001") }
        #expect(throws: WalletError.amountTooLarge(limit: Ledger.limit)) { try Money(typed: "92233720368547758.08") }
    }

    @Test(arguments: [
        ("short", "short"), ("", ""), ("a\r\nb\n\nc", "a b c"), ("123456", "123456"), ("1234567", "123456…"),
        ("12345e\u{301}", "12345…"), ("1234e\u{301}", "1234e\u{301}"), ("12345🇷🇸", "12345…"),
        ("e" + String(repeating: "\u{301}", count: 9), "…"),
    ])
    func `an excerpt is the text itself on one line, or its beginning, never cut in a letter`(
        text: String,
        excerpt: String
    ) {
        #expect(text.excerpt(6).unicodeScalars.elementsEqual(excerpt.unicodeScalars))
    }

    @Test func `every refusal has words in both languages, and no failure of ours has any`() {
        let refusals: [any Error] = [
            WalletError.insufficientFunds(available: .kopecks(1)), WalletError.amountNotPositive,
            WalletError.amountTooLarge(limit: Ledger.limit), WalletError.sameMember, AmountError.unreadable("x"),
            AmountError.tooPrecise("0.001"), MemberError.nobody("x"), TransferError.notFound, ButtonError.expired,
            ButtonError.notGenuine, ButtonError.malformed, ButtonError.withoutAction, ModelError.notFound("x"),
            ModelError.aspectRatioNotOffered("2:1", by: "x"), PreferenceError.nothingOffered, PromptError.empty,
            PromptError.tooLong(1001), PromptError.controlCharacter, GenerationError.notFound(ID()),
            GenerationError.notPaid(.running),
        ]
        for error in refusals {
            let (english, russian) = (Texts(.en).refusal(error), Texts(.ru).refusal(error))
            #expect(english != nil && russian != nil && english != russian)
            // They are shown over the chat, too.
            #expect((english ?? "").unicodeScalars.count <= 200 && (russian ?? "").unicodeScalars.count <= 200)
        }
        let failures: [any Error] = [
            WalletError.unknownMember, WalletError.nothingHeld, ButtonError.tooLong(65),
            DatabaseError(.full, "The disk is full."), CancellationError(),
        ]
        for error in failures { #expect(Texts(.en).refusal(error) == nil) }
    }
}
