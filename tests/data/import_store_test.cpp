// SPDX-License-Identifier: Apache-2.0
// Imports into stores: all or nothing, whatever happens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

#include "data/import.hpp"
#include "data/sqlite.hpp"
#include "data/store.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data {
namespace {

namespace fs = std::filesystem;

using test_import::find;
using test_import::options_for;
using test_import::small_province;
using test_import::unit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::uint64_t hash_of(const fs::path& store) {
    return content_hash(Store(store).read());
}

/// Enough records that writing them takes many pages.
std::string many_facilities() {
    std::string csv = "id,name,kind,lon,lat,source\n";
    for (int i = 0; i < 400; ++i) {
        csv += "f" + std::to_string(i) + ",Cơ sở chế biến số " + std::to_string(i) + ",agro_processing," +
               std::to_string(106.05 + i * 0.001) + ",22.1,một nguồn dài để trang đầy nhanh hơn\n";
    }
    return csv;
}

class ImportStore : public testing::Test {
protected:
    void SetUp() override { Store::create(store_, small_province()); }

    test::TemporaryFolder folder_;
    const fs::path store_ = folder_ / "store.gpkg";
};

TEST_F(ImportStore, KeepsWhatItImported) {
    const auto report =
        import_file(store_, options_for(ImportKind::facilities, folder_.write("a.csv", many_facilities())));
    EXPECT_EQ(report.added, 400);
    EXPECT_FALSE(report.created_store);
    EXPECT_THAT(Store(store_).read().facilities, SizeIs(400));
}

TEST_F(ImportStore, ADryRunTellsAllAndChangesNothing) {
    const std::string before = bytes_of(store_);
    auto options = options_for(ImportKind::facilities, folder_.write("a.csv", many_facilities()));
    options.dry_run = true;
    EXPECT_EQ(import_file(store_, options).added, 400);
    EXPECT_EQ(bytes_of(store_), before);
    EXPECT_TRUE(import_file(folder_ / "new.gpkg", options).created_store);
    EXPECT_FALSE(fs::exists(folder_ / "new.gpkg"));
}

TEST_F(ImportStore, ARefusedImportLeavesEveryByte) {
    const std::string before = bytes_of(store_);
    const auto file = folder_.write("a.csv", many_facilities() + "bad,Xấu,agro_processing,0,0,\n");
    EXPECT_THROW((void)import_file(store_, options_for(ImportKind::facilities, file)), ImportRefused);
    EXPECT_EQ(bytes_of(store_), before);
}

TEST_F(ImportStore, AMissingStoreIsMade) {
    const auto file = folder_.write("xa.csv", "code,name,valid_from\n01001,Xã An Bình,2025-07-01\n");
    const auto report = import_file(folder_ / "new.gpkg", options_for(ImportKind::communes, file));
    EXPECT_TRUE(report.created_store);
    const Register content = Store(folder_ / "new.gpkg").read();
    ASSERT_THAT(content.units, SizeIs(1));
    EXPECT_EQ(content.units[0].kind, "xã");
    EXPECT_EQ(content.units[0].name, "An Bình");
    EXPECT_THROW((void)import_file(folder_ / "other.gpkg", options_for(ImportKind::communes, folder_ / "none.csv")),
                 Error);
    EXPECT_FALSE(fs::exists(folder_ / "other.gpkg"));
}

TEST_F(ImportStore, ANewStoreGetsItsProvinceFromItsCommunes) {
    const auto file = folder_.write("xa.csv",
                                    "code,name,valid_from,Tỉnh,Mã tỉnh,wkt\n"
                                    "01001,Xã An Bình,2025-07-01,Tỉnh Lạng Sơn,20,\"POLYGON((0 0,1 0,1 1,0 1,0 0))\"\n"
                                    "01002,Xã Đàm Thủy,2025-07-01,Lạng Sơn,20,\"POLYGON((1 0,2 0,2 1,1 1,1 0))\"\n");
    const auto report = import_file(folder_ / "new.gpkg", options_for(ImportKind::communes, file));
    EXPECT_THAT(report.rebuilt, ElementsAre(HasSubstr("Lạng Sơn")));
    const Register content = Store(folder_ / "new.gpkg").read();
    EXPECT_EQ(content.title, "Lạng Sơn");
    const AdminUnit& province = unit(content, "20-20250701");
    EXPECT_EQ(province.level, AdminLevel::province);
    EXPECT_EQ(envelope_of(province.polygon), (Envelope{0, 0, 2, 1}));
    EXPECT_EQ(unit(content, "01002-20250701").parent, province.key);
    const auto again = folder_.write("xa2.csv", "code,name,valid_from,Tỉnh\n01003,Xã Lạ,2025-07-01,Cao Bằng\n");
    EXPECT_THAT(import_file(folder_ / "new.gpkg", options_for(ImportKind::communes, again)).warnings,
                ElementsAre(HasSubstr("province_code")));
}

TEST_F(ImportStore, AFileThatIsNoStoreIsNotTouched) {
    const auto file = folder_.write("a.csv", many_facilities());
    const auto other = folder_.write("text.gpkg", "no store");
    try {
        (void)import_file(other, options_for(ImportKind::facilities, file));
        FAIL() << "was imported";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::bad_store);
    }
    EXPECT_EQ(bytes_of(other), "no store");
}

TEST_F(ImportStore, ProgressIsToldFromTheFirstRowToTheWriting) {
    std::vector<std::string> steps;
    std::int64_t last = 0;
    auto options = options_for(ImportKind::facilities, folder_.write("a.csv", many_facilities()));
    options.progress = [&](const ImportProgress& progress) {
        if (steps.empty() || steps.back() != progress.step) steps.emplace_back(progress.step);
        if (progress.step.starts_with("reading")) last = progress.done;
    };
    (void)import_file(store_, options);
    EXPECT_THAT(steps, testing::ElementsAre(HasSubstr("reading "), "writing"));
    EXPECT_EQ(last, 400);
}

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

TEST_F(ImportStore, KilledAtAnyStepItIsTheOldOrTheNewButNeverBroken) {
    const auto source = folder_.write("a.csv", many_facilities());
    const auto work = folder_ / "work.gpkg";
    const auto start_over = [&] {
        for (const char* tail : {"", "-journal", "-wal", "-shm"})
            fs::remove(work.string() + tail);
        fs::copy_file(store_, work);
    };
    start_over();
    const auto old_hash = hash_of(work);
    const Ending whole = run_victim(work, source, 0);
    ASSERT_TRUE(WIFEXITED(whole.status) && WEXITSTATUS(whole.status) == 0);
    const long steps = std::stol(whole.output);
    const auto new_hash = hash_of(work);
    ASSERT_NE(old_hash, new_hash);
    ASSERT_GT(steps, 20);
    int stayed_old = 0;
    for (const long step : deadly_steps(steps, 15, 20)) {
        start_over();
        const Ending ending = run_victim(work, source, step);
        ASSERT_TRUE(WIFSIGNALED(ending.status) && WTERMSIG(ending.status) == SIGKILL) << "step " << step;
        std::uint64_t left = 0;
        ASSERT_NO_THROW(left = hash_of(work)) << "killed at step " << step << " of " << steps;
        EXPECT_TRUE(left == old_hash || left == new_hash) << "killed at step " << step << " of " << steps;
        stayed_old += left == old_hash ? 1 : 0;
        // What was left does not stand in the way of doing it again.
        ASSERT_NO_THROW((void)import_file(work, options_for(ImportKind::facilities, source))) << "after step " << step;
        EXPECT_EQ(hash_of(work), new_hash);
    }
    EXPECT_GT(stayed_old, 15);
}

/// The store at the start of each trial, in either mode of SQLite.
class KilledStore : public ImportStore, public testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        ImportStore::SetUp();
        sqlite::Database(store_, sqlite::Mode::write).execute(std::string("PRAGMA journal_mode = ") + GetParam());
    }
    void start_over() const {
        for (const char* tail : {"", "-journal", "-wal", "-shm"})
            fs::remove(work_.string() + tail);
        fs::copy_file(store_, work_);
    }

    const fs::path work_ = folder_ / "work.gpkg";
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

TEST_F(ImportStore, KilledWhileItMakesANewStoreLeavesNone) {
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
}  // namespace sanvat::data
