function old(user, context, callback) { callback(null, user, context); }
