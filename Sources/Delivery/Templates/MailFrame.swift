/// The looks of the built-in mails: one column, one button, readable in dark and light.
enum MailFrame {
    /// A mail's template around its texts.
    static func template(_ mail: MailTexts.Mail, _ texts: MailTexts) -> String {
        let button = mail.button.map { label in
            """
            <p style="margin:28px 0"><a href="{{ url }}" style="background:{{ primary_color | default: '#3f59e4' }};\
            color:#ffffff;text-decoration:none;padding:14px 22px;border-radius:8px;display:inline-block;\
            font-weight:600">\(label)</a></p>
            <p style="font-size:13px;color:#65676e;word-break:break-all">{{ url }}</p>
            """
        }
        let code =
            """
            <p style="font-size:30px;letter-spacing:6px;font-weight:700;margin:24px 0">{{ code }}</p>
            """
        return """
            <!doctype html>
            <html lang="\(texts.language)"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body style="margin:0;padding:32px 16px;background:#f4f5f7;color:#1e212a;\
            font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5">
            <div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:12px;padding:32px">
            <p style="margin:0 0 24px;font-weight:600;color:#65676e">{{ friendly_name }}</p>
            <h1 style="font-size:22px;margin:0 0 12px">\(mail.title)</h1>
            <p style="margin:0">\(mail.text)</p>
            \(button ?? code)
            <p style="margin:28px 0 0;font-size:13px;color:#65676e">\(texts.footer)</p>
            </div></body></html>
            """
    }
}
