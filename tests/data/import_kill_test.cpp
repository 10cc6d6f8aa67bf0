// SPDX-License-Identifier: Apache-2.0
// Programs that are killed while they write a store: it is the old one or the new one, and can be written again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <system_error>

#include "data/import.hpp"
#include "data/sqlite.hpp"
#include "data/store.hpp"
#include "tests/data/import_store_fixture.hpp"

namespace sanvat::data::import_kill_test {
namespace {

namespace fs = std::filesystem;

using test_import::hash_of;
using test_import::ImportStore;
using test_import::many_facilities;
using test_import::options_for;

struct Ending {
    int status = 0;
    std::string output;
};

Ending run_victim(const fs::path& store, const fs::path& source, long step) {
    int pipe[2];
    if (::pipe(pipe) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    const std::string number = std::to_string(step);
    const pid_t child = ::fork();
    if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (child == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::close(pipe[0]);
        ::close(pipe[1]);
        ::execl(SANVAT_IMPORT_VICTIM, SANVAT_IMPORT_VICTIM, store.c_str(), source.c_str(), number.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(pipe[1]);
    Ending ending;
    char block[256];
    for (ssize_t got = 0; (got = ::read(pipe[0], block, sizeof block)) > 0;)
        ending.output.append(block, static_cast<std::size_t>(got));
    ::close(pipe[0]);
    ::waitpid(child, &ending.status, 0);
    return ending;
}

/// Steps to die at: each of the first and last `ends`, and some `between`.
std::set<long> deadly_steps(long all, long ends, long between) {
    std::set<long> steps;
    for (long i = 1; i <= all; ++i) {
        const bool at_an_end = i <= ends || i > all - ends;
        if (at_an_end || i % std::max(1L, all / between) == 0) steps.insert(i);
    }
    return steps;
}

/// Starts every trial from a copy of the store.
class KilledImport : public ImportStore {
protected:
    void start_over() const {
        for (const char* tail : {"", "-journal", "-wal", "-shm"})
            fs::remove(work_.string() + tail);
        fs::copy_file(store_, work_);
    }

    const fs::path work_ = folder_ / "work.gpkg";
};

TEST_F(KilledImport, AtAnyStepTheStoreIsTheOldOrTheNewButNeverBroken) {
    const auto source = folder_.write("a.csv", many_facilities());
    start_over();
    const auto old_hash = hash_of(work_);
    const Ending whole = run_victim(work_, source, 0);
    ASSERT_TRUE(WIFEXITED(whole.status) && WEXITSTATUS(whole.status) == 0);
    const long steps = std::stol(whole.output);
    const auto new_hash = hash_of(work_);
    ASSERT_NE(old_hash, new_hash);
    ASSERT_GT(steps, 20);
    int stayed_old = 0;
    for (const long step : deadly_steps(steps, 15, 20)) {
        start_over();
        const Ending ending = run_victim(work_, source, step);
        ASSERT_TRUE(WIFSIGNALED(ending.status) && WTERMSIG(ending.status) == SIGKILL) << "step " << step;
        std::uint64_t left = 0;
        ASSERT_NO_THROW(left = hash_of(work_)) << "killed at step " << step << " of " << steps;
        EXPECT_TRUE(left == old_hash || left == new_hash) << "killed at step " << step << " of " << steps;
        stayed_old += left == old_hash ? 1 : 0;
        // What was left does not stand in the way of doing it again.
        ASSERT_NO_THROW((void)import_file(work_, options_for(ImportKind::facilities, source))) << "after step " << step;
        EXPECT_EQ(hash_of(work_), new_hash);
    }
    EXPECT_GT(stayed_old, 15);
}

/// The same in either mode of SQLite.
class KilledStore : public KilledImport, public testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        KilledImport::SetUp();
        sqlite::Database(store_, sqlite::Mode::write).execute(std::string("PRAGMA journal_mode = ") + GetParam());
    }
};

TEST_P(KilledStore, ItsJournalIsNotPlayedBackIntoTheStoreThatReplacesIt) {
    const auto source = folder_.write("a.csv", many_facilities());
    const auto wanted = content_hash(Register{});
    start_over();
    const long steps = std::stol(run_victim(work_, source, 0).output);
    int left_a_journal = 0;
    for (const long step : deadly_steps(steps, 6, 12)) {
        start_over();
        ASSERT_TRUE(WIFSIGNALED(run_victim(work_, source, step).status));
        left_a_journal += fs::exists(work_.string() + "-journal") || fs::exists(work_.string() + "-wal") ? 1 : 0;
        Store::create(work_, Register{});
        EXPECT_EQ(hash_of(work_), wanted) << "killed at step " << step << " of " << steps;
        EXPECT_EQ(hash_of(work_), wanted) << "opened again after step " << step;
    }
    EXPECT_GT(left_a_journal, 10);
}

TEST_P(KilledStore, KilledWhileItIsReplacedItIsTheOldOrTheNew) {
    const auto old_hash = hash_of(store_);
    const auto new_hash = content_hash(Register{});
    start_over();
    const long steps = std::stol(run_victim(work_, "-", 0).output);
    ASSERT_EQ(hash_of(work_), new_hash);
    int stayed_old = 0;
    for (const long step : deadly_steps(steps, 10, 20)) {
        start_over();
        ASSERT_TRUE(WIFSIGNALED(run_victim(work_, "-", step).status));
        const auto left = hash_of(work_);
        EXPECT_TRUE(left == old_hash || left == new_hash) << "killed at step " << step << " of " << steps;
        stayed_old += left == old_hash ? 1 : 0;
        Store::create(work_, Register{});
        EXPECT_EQ(hash_of(work_), new_hash) << "after step " << step;
    }
    EXPECT_GT(stayed_old, 15);
}

INSTANTIATE_TEST_SUITE_P(Modes, KilledStore, testing::Values("DELETE", "WAL"),
                         [](const auto& mode) { return std::string(mode.param); });

TEST_F(KilledImport, WhileItMakesANewStoreLeavesNone) {
    const auto source = folder_.write("a.csv", many_facilities());
    const auto fresh = folder_ / "fresh.gpkg";
    const Ending whole = run_victim(fresh, source, 0);
    ASSERT_EQ(whole.status, 0);
    const long steps = std::stol(whole.output);
    const auto new_hash = hash_of(fresh);
    for (const long step : deadly_steps(steps, 5, 10)) {
        fs::remove(fresh);
        ASSERT_TRUE(WIFSIGNALED(run_victim(fresh, source, step).status));
        if (!fs::exists(fresh)) continue;
        EXPECT_EQ(hash_of(fresh), new_hash) << "step " << step;
    }
}

}  // namespace
}  // namespace sanvat::data::import_kill_test
