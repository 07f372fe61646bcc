/**
 * The message where this machine has no database server. Plain JavaScript, because it is also needed before the
 * install.
 */
export const NO_DATABASE_SERVER =
  "There is no database server on this machine. Install one (apt-get install mariadb-server | dnf install " +
  "mariadb-server | brew install mariadb), or set DATABASE_URL to a MySQL 8 or MariaDB 10.6 database.";
