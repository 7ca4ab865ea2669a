import MartletJobs

extension JobWorkers: Component {}
