function change_password(email, callback) { callback(null); }
