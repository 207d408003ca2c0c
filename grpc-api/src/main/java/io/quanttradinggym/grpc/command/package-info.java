/** The command line of the server jar: arguments, and the commands that need no server. */
@NullMarked
package io.quanttradinggym.grpc.command;

import org.jspecify.annotations.NullMarked;
