// SPDX-License-Identifier: Apache-2.0
// Another program that works on a store, for store_change_test.cpp:
//
//     store_editor STORE
//
// opens the store with a write-ahead log, as QGIS does, and keeps it open; runs each line that it reads as a statement,
// and answers each with the line "done", or with what went wrong.
#include <sqlite3.h>

#include <iostream>
#include <string>

int main(int count, char** arguments) {
    if (count != 2) return 64;
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) return 1;
    const auto run = [&](const std::string& statement) {
        char* message = nullptr;
        const bool done = sqlite3_exec(database, statement.c_str(), nullptr, nullptr, &message) == SQLITE_OK;
        std::cout << (done ? "done" : message) << std::endl;  // flushed: the test waits for it
        sqlite3_free(message);
    };
    run("PRAGMA journal_mode = WAL");
    for (std::string line; std::getline(std::cin, line);)
        run(line);
    sqlite3_close(database);
    return 0;
}
