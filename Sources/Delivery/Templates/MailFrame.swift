/// The looks of the built-in mails: one column, one button, readable in dark and light.
enum MailFrame {
    /// A mail's template around its texts.
    ///
    /// Values need no `escape` here: the engine escapes them in every body.
    static func template(_ mail: MailTexts.Mail, _ texts: MailTexts) -> String {
        """
        {%- assign link = url | default: link -%}
        {%- assign logo = organization.branding.logo_url | default: branding.logo_url -%}
        {%- assign color = organization.branding.colors.primary | default: branding.colors.primary -%}
        <!doctype html>
        <html lang="\(texts.language)"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(mail.title)</title></head>
        <body style="margin:0;padding:32px 16px;background:#f4f5f7;color:#1e212a;\
        font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5">
        <div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:12px;padding:32px">
        {% if logo %}<img src="{{ logo }}" alt="" height="40" style="display:block;margin:0 0 12px;max-width:200px">\
        {% endif %}
        <p style="margin:0 0 24px;font-weight:600;color:#65676e">{{ friendly_name }}</p>
        <h1 style="font-size:22px;line-height:1.3;margin:0 0 12px">\(mail.title)</h1>
        <p style="margin:0">\(mail.text)</p>
        {% if code %}<p style="font-size:30px;letter-spacing:6px;font-weight:700;margin:24px 0">{{ code }}</p>{% endif %}
        \(mail.button.map(button) ?? "")
        <p style="margin:28px 0 0;font-size:13px;color:#65676e">\(texts.footer)</p>
        </div></body></html>

        """
    }

    /// The button, and below it where it leads, for readers that show no buttons.
    private static func button(_ label: String) -> String {
        """
        {% if link %}<p style="margin:28px 0"><a href="{{ link }}" \
        style="background:{{ color | default: '#635dff' }};color:#ffffff;text-decoration:none;padding:14px 22px;\
        border-radius:8px;display:inline-block;font-weight:600">\(label)</a></p>
        <p style="margin:0;font-size:13px;color:#65676e;word-break:break-all">{{ link }}</p>{% endif %}
        """
    }
}
