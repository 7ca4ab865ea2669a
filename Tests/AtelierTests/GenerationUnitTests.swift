@testable import Atelier
import Martlet
import Testing

/// The parts of a generation that decide by themselves.
@Suite struct GenerationUnitTests {
    @Test func `the provider is asked as it advises, and for twelve minutes`() {
        var (age, looks) = (Duration.zero, [Duration.zero])
        while let pause = WatchSchedule.pause(atAge: age, left: WatchSchedule.expiry - age), looks.count < 100 {
            age += pause
            looks.append(age)
        }
        #expect(age == .seconds(720))
        for (earlier, later) in zip(looks, looks.dropFirst()) {
            switch earlier {
            case ..<(.seconds(30)): #expect(later - earlier == .milliseconds(2500))
            case ..<(.seconds(120)): #expect(later - earlier == .seconds(7))
            default: #expect(later - earlier == .seconds(20) || later == age)
            }
        }
        #expect(WatchSchedule.pause(atAge: .seconds(719), left: .seconds(1)) == .seconds(1))
    }

    @Test func `a state is never left for one that was before it`() {
        func successors(of state: GenerationState) -> Set<GenerationState> {
            state.successors.reduce(into: state.successors) { $0.formUnion(successors(of: $1)) }
        }
        for state in GenerationState.allCases { #expect(!successors(of: state).contains(state)) }
        #expect(successors(of: .requested).count == GenerationState.allCases.count - 1)
    }

    @Test(arguments: [0, 1, 29_999, 30_000, 119_999, 120_000, 719_999])
    func `there is always a pause before the end, and never one beyond it`(milliseconds: Int) throws {
        let age = Duration.milliseconds(milliseconds)
        let pause = try #require(WatchSchedule.pause(atAge: age, left: WatchSchedule.expiry - age))
        #expect(pause > .zero && age + pause <= WatchSchedule.expiry)
    }

    @Test(arguments: [0, -1, -86_400])
    func `there is none after it, however young the task is`(seconds: Int) {
        #expect(WatchSchedule.pause(atAge: .zero, left: .seconds(seconds)) == nil)
    }

    @Test func `a provider that asks for a longer pause gets it, but none beyond the end`() {
        #expect(WatchSchedule.pause(atAge: .zero, left: .seconds(60), asked: .seconds(10)) == .seconds(10))
        #expect(WatchSchedule.pause(atAge: .zero, left: .seconds(60), asked: .seconds(1)) == .milliseconds(2500))
        #expect(WatchSchedule.pause(atAge: .zero, left: .seconds(60), asked: .seconds(604_800)) == .seconds(60))
    }

    @Test func `only what was paid is paid back`() {
        let paid = GenerationState.allCases.filter { $0.successors.contains(.refunded) }
        #expect(paid == [.succeeded, .delivered])
    }

    @Test func `only what is held is released`() {
        for end in [GenerationState.failed, .expired] {
            #expect(GenerationState.allCases.filter { $0.successors.contains(end) } == [.requested, .running])
        }
    }

    @Test func `nothing is paid before it runs, and nothing delivered before it is paid`() {
        #expect(GenerationState.allCases.filter { $0.successors.contains(.succeeded) } == [.running])
        #expect(GenerationState.allCases.filter { $0.successors.contains(.delivered) } == [.succeeded])
    }

    @Test(arguments: [(0, "0.00"), (5, "0.05"), (80, "0.80"), (400, "4.00"), (1_234, "12.34")])
    func `credits are written with their hundredths`(hundredths: Int64, text: String) {
        #expect(Credits(hundredths: hundredths).description == text)
    }

    @Test func `a generation of somebody else is not found`() {
        #expect(GenerationError.notFound(ID<Generation>()).problem.status == 404)
    }

    @Test(arguments: GenerationState.allCases)
    func `a refund of what is not paid is a conflict that names the state`(state: GenerationState) {
        let problem = GenerationError.notPaid(state).problem
        #expect(problem.status == 409 && "\(problem)".contains(state.rawValue))
    }

    @Test func `a shape that a model does not draw is a bad request that names both`() {
        let problem = ModelError.aspectRatioNotOffered("2:1", by: "z-image").problem
        #expect(problem.status == 400)
        for word in ["2:1", "z-image"] { #expect("\(problem)".contains(word)) }
    }

    @Test(arguments: [(400, true), (413, true), (403, false), (429, false), (502, false)])
    func `another form helps against what is wrong with the file`(code: Int, helps: Bool) {
        #expect(TelegramError(method: "sendPhoto", code: code, reason: "", retryAfter: nil).isAboutFile == helps)
    }

    @Test func `every failure has plain words in both languages, and says where the money is`() {
        for language in Language.allCases {
            let texts = Texts(language)
            let all = ([nil] + GenerationFailure.allCases).map { texts.notPainted($0, price: .kopecks(900)) }
            for text in all {
                #expect(text.contains(texts.money(.kopecks(900))))
                for word in ["error", "provider", "KIE", "nil", "HTTP", "ошибка"] { #expect(!text.contains(word)) }
            }
            #expect(Set(all).count == 6)
        }
    }
}
