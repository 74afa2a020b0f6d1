extension Migration {
    /// What happened to people and organizations, and who follows it.
    ///
    /// An event stream with a webhook that is there already follows from now on.
    static let events = Migration(version: 4, name: "events") { dialect in
        let (text, integer) = (dialect.text, dialect.integer)
        return """
            CREATE TABLE events (
                tenant \(text) NOT NULL,
                position \(integer) NOT NULL CHECK (position > 0),
                date \(integer) NOT NULL,
                type \(text) NOT NULL CHECK (length(type) > 0),
                body TEXT NOT NULL,
                PRIMARY KEY (tenant, position)
            )\(dialect.clusteredTable);
            CREATE TABLE event_followers (
                tenant \(text) NOT NULL,
                stream \(text) NOT NULL CHECK (length(stream) > 0),
                after_position \(integer) NOT NULL,
                due_at \(integer) NOT NULL,
                until \(integer) NOT NULL,
                PRIMARY KEY (tenant, stream)
            )\(dialect.clusteredTable);
            INSERT INTO event_followers (tenant, stream, after_position, due_at, until)
            SELECT d.tenant, d.id, 0, 0, 9223372036854775807 FROM documents d
            WHERE d.kind = 'event_stream' AND d.body LIKE '%"type":"webhook"%' AND d.body LIKE '%"status":"enabled"%';

            """
    }
}
