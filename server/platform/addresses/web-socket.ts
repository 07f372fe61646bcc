/** The name of the socket in the data directory at which the web process hears the command line of this machine. */
export const WEB_SOCKET = "web.sock";
