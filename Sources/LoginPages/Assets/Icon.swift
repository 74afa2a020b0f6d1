/// The picture in a browser's tab, for tenants that have none: a keyhole.
enum Icon {
    static let text = #"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="9" fill="#2f55d4"/>
        <circle cx="16" cy="12.5" r="4.5" fill="#fff"/>
        <path d="M14.2 15h3.6l1.9 9.5h-7.4z" fill="#fff"/>
        </svg>
        """#
}
