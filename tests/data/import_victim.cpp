// SPDX-License-Identifier: Apache-2.0
// A program that imports and dies on the way, for import_store_test.cpp:
//
//     import_victim STORE SOURCE STEP
//
// (with "-" as SOURCE it replaces the store by an empty one instead)
//
// kills itself with SIGKILL when SQLite is about to change the disk for the STEP-th time (from 1); of a write it does
// the first half before. With STEP 0 it lives, and prints how many such steps there were.
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "data/import.hpp"
#include "data/store.hpp"

namespace {

long steps = 0;
long deadly_step = 0;

bool is_the_end() {
    return ++steps == deadly_step;
}

[[noreturn]] void die() {
    ::kill(::getpid(), SIGKILL);
    std::abort();  // not reached
}

ssize_t write_or_die(int file, const void* bytes, size_t count) {
    if (!is_the_end()) return ::write(file, bytes, count);
    (void)!::write(file, bytes, count / 2);
    die();
}

ssize_t pwrite_or_die(int file, const void* bytes, size_t count, off_t offset) {
    if (!is_the_end()) return ::pwrite(file, bytes, count, offset);
    (void)!::pwrite(file, bytes, count / 2, offset);
    die();
}

int truncate_or_die(int file, off_t size) {
    if (is_the_end()) die();
    return ::ftruncate(file, size);
}

int unlink_or_die(const char* name) {
    if (is_the_end()) die();
    return ::unlink(name);
}

template <typename Function>
void replace(const char* name, Function* function) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
    if (vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(function)) != SQLITE_OK) std::abort();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) return 64;
    deadly_step = std::strtol(arguments[3], nullptr, 10);
    sqlite3_initialize();
    replace("write", write_or_die);
    replace("pwrite", pwrite_or_die);
    replace("pwrite64", pwrite_or_die);
    replace("ftruncate", truncate_or_die);
    replace("unlink", unlink_or_die);
    sanvat::data::ImportOptions options;
    options.kind = sanvat::data::ImportKind::facilities;
    options.sources = {arguments[2]};
    try {
        if (options.sources.front() == "-") {
            sanvat::data::Store::create(arguments[1], sanvat::data::Register{});
        } else {
            (void)sanvat::data::import_file(arguments[1], options);
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    std::printf("%ld\n", steps);
    return 0;
}
