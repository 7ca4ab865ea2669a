import Logging
import Martlet
import NIOCore

/// Sends the picture to the chat, and tries for a day to while it is certain that it has not come.
struct DeliverPicture: Job {
    static let policy = JobPolicy.sending(deadline: .seconds(240), slots: 4)

    let generation: ID<Generation>

    init(generation: ID<Generation>) {
        self.generation = generation
    }

    init(reading fields: inout some FieldReader) {
        generation = fields.required("generation")
    }

    func write(to object: inout ObjectWriter) {
        object.field("generation", generation)
    }
}

/// Delivers pictures: by their URL, else as bytes, else as a document, else not at all, and then they are paid back.
///
/// A picture whose delivery was not answered is sent again, a few times: it may come twice, and is paid once.
struct PictureDeliverer: JobHandler {
    let generations: GenerationService
    let telegram: TelegramAPI
    let seal: ButtonSeal
    let download: PictureDownload

    func run(_ job: DeliverPicture, context: JobContext) async throws -> JobOutcome {
        guard let details = try await generations.find(job.generation, .succeeded, for: context),
            let url = details.generation.resultURL
        else { return .completed }
        _ = try await telegram.attempt { try await $0.sendChatAction(.uploadPhoto, to: details.generation.chat) }
        do {
            let sent = try await send(url, of: details)
            return try await generations.settle(context) { tx in
                try generations.deliver(job.generation, fileID: sent.fileID, in: tx)
            }
        } catch let error as TelegramError where error.isPermanent || error.isAboutFile {
            return try await refund(details, because: error.code == 403 ? .blocked : .undeliverable, error, context)
        } catch let error as PictureError where error.isFinal {
            return try await refund(details, because: .undeliverable, error, context)
        } catch  where error is TelegramError || error is HTTPClientError || error is PictureError {
            return try context.outcome(ofSending: error)
        }
    }

    /// Pays back what could not be delivered, for hours or a day, or what Telegram asks to wait with for longer.
    func gaveUp(on job: DeliverPicture, because reason: String, in tx: Transaction) throws {
        try generations.refund(job.generation, because: .undeliverable, in: tx)
    }

    private func send(_ url: String, of details: GenerationDetails) async throws -> SentMessage {
        let chat = details.generation.chat
        let caption = details.texts.caption(of: details)
        // A picture without buttons is better than none.
        let keyboard = try? InlineKeyboard.picture(details.generation.id, of: details.member, sealedBy: seal)
        do {
            return try await telegram.sendPhoto(.url(url), to: chat, caption: caption, keyboard: keyboard)
        } catch let error as TelegramError where error.isAboutFile {}
        let name = PictureDownload.fileName(in: url)
        return try await download.withPicture(at: url) { bytes in
            do {
                let photo = PhotoSource.bytes(bytes, name: name)
                return try await telegram.sendPhoto(photo, to: chat, caption: caption, keyboard: keyboard)
            } catch let error as TelegramError where error.isAboutFile {}
            return try await telegram.sendDocument(bytes, name: name, to: chat, caption: caption, keyboard: keyboard)
        }
    }

    private func refund(
        _ details: GenerationDetails,
        because failure: GenerationFailure,
        _ error: any Error,
        _ context: JobContext
    ) async throws -> JobOutcome {
        Context.current.logger.warning("picture_undeliverable", error: error)
        return try await generations.settle(context) { tx in
            try generations.refund(details.generation.id, because: failure, in: tx)
        }
    }
}
