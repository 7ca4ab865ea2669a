import MartletTesting

/// Answers of a provider that a test makes up.
enum ScriptedProvider {
    /// Takes an order as a task, and tells of any task that it is in a state.
    static func answer(
        _ request: ScriptedServer.Received,
        task: String,
        state: String,
        url: String = "https://pictures.example/a.png"
    ) -> ScriptedServer.Answer {
        guard request.method == "GET" else {
            return .http(200, body: #"{"code":200,"msg":"success","data":{"taskId":"\#(task)"}}"#)
        }
        let result = #"{\"resultUrls\":[\"\#(url)\"]}"#
        return .http(200, body: #"{"code":200,"data":{"state":"\#(state)","resultJson":"\#(result)"}}"#)
    }
}
