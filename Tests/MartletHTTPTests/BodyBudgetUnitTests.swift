import MartletPayload
import MetricsTestKit
import Testing

@testable import MartletHTTP

@Suite struct BodyBudgetUnitTests {
    private let budget = BodyBudget(limit: 100, metrics: ServerMetrics(factory: TestMetrics()))

    @Test func `the budget is given out to its last byte and not beyond`() {
        #expect(budget.take(60))
        #expect(budget.take(40))
        #expect(!budget.take(1))
    }

    @Test func `a refusal takes nothing`() {
        #expect(!budget.take(101))
        #expect(budget.take(100))
    }

    @Test func `bytes given back can be taken again`() {
        #expect(budget.take(100))
        budget.giveBack(30)
        #expect(budget.take(30))
        #expect(!budget.take(1))
    }

    @Test func `an answer gives back what the first of the unanswered requests held`() {
        var bodies = HeldBodies(budget: budget)
        for count in [70, 30] {
            bodies.begin()
            let isTaken = bodies.take(count)
            #expect(isTaken)
        }
        bodies.answered()
        #expect(budget.take(70))
        #expect(!budget.take(1))
    }

    @Test func `an answer to what was no request gives nothing back`() {
        #expect(budget.take(100))
        var bodies = HeldBodies(budget: budget)
        bodies.answered()
        #expect(!budget.take(1))
    }

    @Test func `a connection that ends gives everything back`() {
        var bodies = HeldBodies(budget: budget)
        for _ in 1...4 {
            bodies.begin()
            let isTaken = bodies.take(25)
            #expect(isTaken)
        }
        bodies.end()
        #expect(budget.take(100))
    }

    @Test func `the refusal says when to come back`() {
        let problem = Rejection.overload(retryAfter: .seconds(3)).problem
        #expect(problem.status == 503)
        #expect(problem.retryAfter == .seconds(3))
    }
}
