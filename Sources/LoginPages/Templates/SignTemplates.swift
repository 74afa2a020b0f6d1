/// Small pictures; none of them says anything that words beside it do not say.
enum SignTemplates {
    static let tick = #"""
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" \#
        stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">\#
        <path d="M3 8.5l3.3 3.3L13 4.8"/></svg>
        """#

    static let warning = #"""
        <svg width="18" height="18" viewBox="0 0 20 20" fill="none" stroke="currentColor" \#
        stroke-width="1.75" stroke-linecap="round" aria-hidden="true">\#
        <circle cx="10" cy="10" r="7.75"/><path d="M10 6v4.75M10 13.75v.01"/></svg>
        """#

    static let chevron = #"""
        <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" \#
        stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">\#
        <path d="M6 3.5L10.5 8 6 12.5"/></svg>
        """#

    /// A large one at the head of a message: what happened.
    static let sign = #"""
        <div class="sign{{#.className}} {{.}}{{/.className}}" aria-hidden="true">\#
        <svg width="30" height="30" viewBox="0 0 24 24" fill="none" stroke="currentColor" \#
        stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="{{.path}}"/></svg></div>
        """#
}
