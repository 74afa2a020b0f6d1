function delete(email, callback) { callback(null); }
