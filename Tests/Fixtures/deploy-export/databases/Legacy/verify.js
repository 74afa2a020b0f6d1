function verify(email, callback) { callback(null); }
