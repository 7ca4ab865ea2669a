@testable import Atelier
import Martlet
import Testing

/// The parts of a generation that decide by themselves.
@Suite struct GenerationUnitTests {
    @Test func `the provider is asked as it advises, and for twelve minutes`() {
        var (age, looks) = (Duration.zero, [Duration.zero])
        while let pause = WatchSchedule.pause(atAge: age), looks.count < 100 {
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
        #expect(WatchSchedule.pause(atAge: .seconds(720)) == nil)
        #expect(WatchSchedule.pause(atAge: .seconds(719)) == .seconds(1))
    }

    @Test func `a state is never left for one that was before it`() {
        func successors(of state: GenerationState) -> Set<GenerationState> {
            state.successors.reduce(into: state.successors) { $0.formUnion(successors(of: $1)) }
        }
        for state in GenerationState.allCases { #expect(!successors(of: state).contains(state)) }
        #expect(successors(of: .requested).count == GenerationState.allCases.count - 1)
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

    @Test(arguments: [
        ("http://a.example/b/picture.png", "picture.png"), ("https://a/1.jpeg?sig=x.y", "1.jpeg"),
        ("https://a/", "picture.png"), ("https://a/..%2f.png", "picture.png"), ("ftp://a/b.png", "picture.png"),
        ("https://a/b\"c.png", "picture.png"),
    ])
    func `a file is named as its URL says, where that is a name`(url: String, name: String) {
        #expect(PictureDownload.fileName(in: url) == name)
    }

    @Test(arguments: ["", "picture.png", "ftp://a/b.png", "file:///etc/passwd", "http:///b.png", "https://u@h/b.png"])
    func `what is no address of a picture is not fetched`(url: String) async {
        let error = await #expect(throws: PictureError.self) { try await PictureDownload().bytes(at: url) }
        #expect(error?.isFinal == true)
    }
}
