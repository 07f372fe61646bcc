/** What to tell somebody on whose machine there is no database server. Plain JavaScript: it is told before an install. */
export const NO_DATABASE_SERVER =
  "There is no database server on this machine. Install one (apt-get install mariadb-server | dnf install " +
  "mariadb-server | brew install mariadb), or set DATABASE_URL to a MySQL 8 or MariaDB 10.6 database.";
