import ArgumentParser

/// Measures parts of the system on the machine at hand.
@main
struct TesseraBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera-bench", abstract: "Measures parts of Tessera on this machine.",
        subcommands: [
            KernelsBenchmark.self, BuildBenchmark.self, SearchBenchmark.self, RecallBenchmark.self,
            FrontierBenchmark.self, FiltersBenchmark.self,
            DaemonBenchmark.self, ScaleBenchmark.self, ScansBenchmark.self, RPCBenchmark.self,
            LoadBenchmark.self, OverloadBenchmark.self, ClusterBenchmark.self,
            ListsBenchmark.self, GalleryBenchmark.self, RPCServer.self, RPCClient.self,
        ])
}
