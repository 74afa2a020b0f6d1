function login(email, callback) { callback(null); }
