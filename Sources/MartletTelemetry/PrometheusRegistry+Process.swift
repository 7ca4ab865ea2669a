extension PrometheusRegistry {
    /// Exports what the kernel knows of this process: memory, processor time, open files and the start.
    public func observeProcess() {
        observeGauge("process_resident_memory_bytes", "Resident memory size in bytes.") {
            ProcessStatistics.residentBytes()
        }
        observeGauge("process_virtual_memory_bytes", "Virtual memory size in bytes.") {
            ProcessStatistics.virtualBytes()
        }
        observeCounter("process_cpu_seconds", "User and system processor time spent, in seconds.") {
            ProcessStatistics.cpuSeconds()
        }
        observeGauge("process_open_fds", "Number of open file descriptors.") {
            ProcessStatistics.openDescriptors()
        }
        observeGauge("process_max_fds", "Maximum number of open file descriptors.") {
            ProcessStatistics.descriptorLimit()
        }
        observeGauge("process_start_time_seconds", "Start of the process in seconds since 1970, UTC.") {
            ProcessStatistics.startTime()
        }
    }

    /// Exports how many log lines an output has lost.
    public func observe(_ output: LogOutput) {
        observeCounter("log.lines.dropped", "Log lines lost because the output was slow or gone.") {
            [weak output] in output.map { Double($0.droppedLines) }
        }
    }
}
