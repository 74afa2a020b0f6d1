function create(email, callback) { callback(null); }
