import Martlet

/// The body of `createTask`: a picture to be made.
struct NewTaskPayload: Payload {
    let model: String
    let input: NewTaskInput
    let callbackURL: String?

    init(model: String, prompt: String, aspectRatio: String, callbackURL: String?) {
        self.model = model
        self.callbackURL = callbackURL
        input = NewTaskInput(prompt: prompt, aspectRatio: aspectRatio)
    }

    init(reading fields: inout some FieldReader) {
        model = fields.required("model")
        input = fields.required("input")
        callbackURL = fields.optional("callBackUrl")
    }

    func write(to object: inout ObjectWriter) {
        object.field("model", model)
        object.field("input", input)
        object.field("callBackUrl", callbackURL)
    }
}

/// What an image model is given.
struct NewTaskInput: Payload {
    let prompt: String
    let aspectRatio: String

    init(prompt: String, aspectRatio: String) {
        self.prompt = prompt
        self.aspectRatio = aspectRatio
    }

    init(reading fields: inout some FieldReader) {
        prompt = fields.required("prompt")
        aspectRatio = fields.required("aspect_ratio")
    }

    func write(to object: inout ObjectWriter) {
        object.field("prompt", prompt)
        object.field("aspect_ratio", aspectRatio)
    }
}

/// The `data` of `createTask` and, with more beside it, of a callback.
struct TaskReference: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let task: TaskID

    init(reading fields: inout some FieldReader) {
        task = fields.required("taskId")
    }

    func write(to object: inout ObjectWriter) {
        object.field("taskId", task)
    }
}

/// The envelope of every answer; creation calls the words `msg`, the record calls them `message`.
struct ProviderEnvelope: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let code: Int
    let message: String?
    let data: RawJSON?

    init(reading fields: inout some FieldReader) {
        code = fields.required("code")
        message = fields.optional("msg", alias: "message")
        data = fields.optional("data")
    }

    func write(to object: inout ObjectWriter) {
        object.field("code", code)
        object.field("msg", message)
        object.field("data", data)
    }
}
