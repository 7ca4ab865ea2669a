import CoreMetrics
import MartletTelemetry
import Testing

@Suite struct PrometheusRegistryUnitTests {
    private func text(_ registry: PrometheusRegistry) -> String {
        String(decoding: registry.render(), as: UTF8.self)
    }

    @Test func `counters, gauges and histograms are written as the format demands`() throws {
        let registry = PrometheusRegistry(buckets: ["job.size": [10, 1, .infinity]])
        registry.describe("http.requests", "Requests\nanswered \\ sent.")
        withMetricsFactory(registry) {
            let requests = Counter(label: "http.requests", dimensions: [("status", "200"), ("method", "GET")])
            requests.increment()
            requests.increment(by: 2)
            requests.increment(by: -5)
            Counter(label: "http.requests", dimensions: [("method", "GET"), ("status", "500")]).increment()
            FloatingPointCounter(label: "seconds").increment(by: 0.25)
            Gauge(label: "queue-depth").record(7)
            let meter = Meter(label: "leases")
            meter.set(2.5)
            meter.decrement()
            let size = Recorder(label: "job.size")
            for value in [1, 2, 100] { size.record(value) }
        }
        #expect(
            text(registry) == """
                # HELP http_requests_total Requests\\nanswered \\\\ sent.
                # TYPE http_requests_total counter
                http_requests_total{method="GET",status="200"} 3
                http_requests_total{method="GET",status="500"} 1
                # HELP job_size job.size
                # TYPE job_size histogram
                job_size_bucket{le="1"} 1
                job_size_bucket{le="10"} 2
                job_size_bucket{le="+Inf"} 3
                job_size_sum 103
                job_size_count 3
                # HELP leases leases
                # TYPE leases gauge
                leases 1.5
                # HELP metrics_series_dropped_total Series that were refused because a bound or another kind forbade them.
                # TYPE metrics_series_dropped_total counter
                metrics_series_dropped_total 0
                # HELP queue_depth queue-depth
                # TYPE queue_depth gauge
                queue_depth 7
                # HELP seconds_total seconds
                # TYPE seconds_total counter
                seconds_total 0.25

                """
        )
        try StrictExposition(text(registry)).check()
    }

    @Test func `a timer has fixed buckets in seconds, with 0.5 and 1 among them`() throws {
        let registry = PrometheusRegistry()
        let timer = Timer(label: "http.duration", dimensions: [("le", "x")], factory: registry)
        timer.recordMilliseconds(5)
        timer.recordMilliseconds(500)
        timer.recordSeconds(100)
        let text = text(registry)
        #expect(text.contains(#"http_duration_seconds_bucket{le_="x",le="0.005"} 1"#))
        #expect(text.contains(#"http_duration_seconds_bucket{le_="x",le="0.5"} 2"#))
        #expect(text.contains(#"http_duration_seconds_bucket{le_="x",le="1"} 2"#))
        #expect(text.contains(#"http_duration_seconds_bucket{le_="x",le="+Inf"} 3"#))
        #expect(text.contains(#"http_duration_seconds_sum{le_="x"} 100.505"#))
        try StrictExposition(text).check()
    }

    @Test func `hostile names and values stay valid`() throws {
        let registry = PrometheusRegistry()
        Counter(
            label: "9 lives\n",
            dimensions: [("__a b", "q\"b\\s\nn"), ("", "é"), ("1", "x"), ("_1", "y")],
            factory: registry
        )
        .increment()
        Counter(label: "", factory: registry).increment()
        Counter(label: "long", dimensions: [("v", String(repeating: "🐦", count: 1000))], factory: registry).increment()
        let text = text(registry)
        #expect(text.contains(#"_9_lives__total{_="é",_1="y",_a_b="q\"b\\s\nn"} 1"#))
        try StrictExposition(text).check()
    }

    @Test func `the same label and dimensions are one series, made anew each time`() throws {
        let registry = PrometheusRegistry()
        for _ in 0..<3 {
            Counter(label: "jobs", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
            Counter(label: "jobs_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
        }
        #expect(text(registry).contains(#"jobs_total{a="1",b="2"} 6"#))
        try StrictExposition(text(registry)).check()
    }

    @Test func `series beyond the bound are refused and counted`() throws {
        let registry = PrometheusRegistry(seriesLimit: 10, metricLimit: 3)
        for number in 0..<25 {
            Counter(label: "a", dimensions: [("n", "\(number)")], factory: registry).increment()
        }
        Gauge(label: "b", factory: registry).record(1)
        Gauge(label: "c", factory: registry).record(1)
        let text = text(registry)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("a_total{") }.count == 10)
        #expect(text.contains("b 1\n"))
        #expect(!text.contains("c 1\n"))
        #expect(text.contains("metrics_series_dropped_total 16\n"))
    }

    @Test func `a name stands for one kind only`() throws {
        let registry = PrometheusRegistry()
        Gauge(label: "x", factory: registry).record(1)
        Recorder(label: "x", factory: registry).record(1)
        Timer(label: "t", factory: registry).recordSeconds(1)
        Gauge(label: "t_seconds_count", factory: registry).record(9)
        Gauge(label: "h_sum", factory: registry).record(9)
        Recorder(label: "h", factory: registry).record(1)
        let text = text(registry)
        #expect(text.contains("# TYPE x gauge\nx 1\n"))
        #expect(!text.contains("t_seconds_count 9"))
        #expect(!text.contains("h_bucket"))
        #expect(text.contains("metrics_series_dropped_total 3\n"))
        try StrictExposition(text).check()
    }

    @Test func `a destroyed series is gone, the others stay`() {
        let registry = PrometheusRegistry()
        let first = Counter(label: "a", dimensions: [("n", "1")], factory: registry)
        first.increment()
        Counter(label: "a", dimensions: [("n", "2")], factory: registry).increment()
        let timer = Timer(label: "t", factory: registry)
        first.destroy()
        timer.destroy()
        #expect(!text(registry).contains(#"a_total{n="1"}"#))
        #expect(text(registry).contains(#"a_total{n="2"} 1"#))
        #expect(!text(registry).contains("t_seconds"))
    }

    @Test func `readings are taken when the text is made`() throws {
        let registry = PrometheusRegistry()
        registry.observeGauge("pool.free", dimensions: [("pool", "main")], "Free connections.") { 3 }
        registry.observeCounter("pool.waits", "Waits.") { nil }
        let text = text(registry)
        #expect(
            text.contains("# HELP pool_free Free connections.\n# TYPE pool_free gauge\npool_free{pool=\"main\"} 3\n")
        )
        #expect(!text.contains("\npool_waits_total "))
        try StrictExposition(text).check()
    }

    @Test func `numbers that are none are written as Prometheus reads them`() {
        let registry = PrometheusRegistry()
        Gauge(label: "a", factory: registry).record(Double.nan)
        Gauge(label: "b", factory: registry).record(-Double.infinity)
        Gauge(label: "c", factory: registry).record(1e300)
        Recorder(label: "d", factory: registry).record(Double.nan)
        #expect(text(registry).contains("\na NaN\n"))
        #expect(text(registry).contains("\nb -Inf\n"))
        #expect(text(registry).contains("\nc 1e+300\n"))
        #expect(text(registry).contains("\nd_count 0\n"))
    }

    @Test func `no increment is lost between threads, nor torn while the text is made`() async throws {
        let registry = PrometheusRegistry()
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let timer = Timer(label: "t", factory: registry)
                    for _ in 0..<2000 {
                        Counter(label: "c", factory: registry).increment()
                        FloatingPointCounter(label: "f", factory: registry).increment(by: 0.5)
                        timer.recordMilliseconds(1)
                    }
                }
            }
            group.addTask { for _ in 0..<5 { try StrictExposition(self.text(registry)).check() } }
            try await group.waitForAll()
        }
        #expect(text(registry).contains("\nc_total 8000\n"))
        #expect(text(registry).contains("\nf_total 4000\n"))
        #expect(text(registry).contains("\nt_seconds_count 8000\n"))
    }

    @Test func `the process tells of its memory, time and files`() throws {
        let registry = PrometheusRegistry()
        registry.observeProcess()
        let values = try StrictExposition(text(registry)).check()
        #expect(try #require(values["process_resident_memory_bytes"]) > 1_048_576)
        #expect(try #require(values["process_virtual_memory_bytes"]) > 1_048_576)
        #expect(try #require(values["process_cpu_seconds_total"]) > 0)
        #expect(try #require(values["process_open_fds"]) >= 3)
        #expect(try #require(values["process_max_fds"]) >= 3)
        #expect(try #require(values["process_start_time_seconds"]) > 1_600_000_000)
    }

    @Test func `an output's lost lines are exported`() throws {
        let registry = PrometheusRegistry()
        let output = LogOutput(LogSettings(), capture: LogCapture())
        registry.observe(output)
        #expect(try StrictExposition(text(registry)).check()["log_lines_dropped_total"] == 0)
    }
}
