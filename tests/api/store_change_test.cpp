// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "data/store.hpp"
#include "tests/api/test_server.hpp"

namespace sanvat::api {
namespace {

using test::TestServer;

/// Waits until the condition holds. The server promises 2 seconds; the rest is for machines that are busy.
template <typename Condition>
bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < deadline) {
        if (condition()) return true;
        std::this_thread::yield();
    }
    return false;
}

std::string name_of_f1(const TestServer& server) {
    return server.json("/collections/facilities/items/f1")["properties"]["name"];
}

/// The store held open by somebody else, as QGIS does, with a write-ahead log.
class OtherProgram {
public:
    explicit OtherProgram(const std::filesystem::path& store) {
        if (sqlite3_open(store.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("cannot open the store");
        run("PRAGMA journal_mode = WAL");
    }
    ~OtherProgram() { sqlite3_close(database_); }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;

    void run(const char* statement) {
        char* message = nullptr;
        if (sqlite3_exec(database_, statement, nullptr, nullptr, &message) == SQLITE_OK) return;
        const std::string text = message;
        sqlite3_free(message);
        throw std::runtime_error(text);
    }

private:
    sqlite3* database_ = nullptr;
};

/// Counts the errors that are logged while it lives.
class LoggedErrors {
public:
    LoggedErrors() : before_(spdlog::default_logger()) {
        auto logger = std::make_shared<spdlog::logger>("test", sink_);
        spdlog::set_default_logger(logger);
    }
    ~LoggedErrors() { spdlog::set_default_logger(before_); }
    LoggedErrors(const LoggedErrors&) = delete;
    LoggedErrors& operator=(const LoggedErrors&) = delete;

    [[nodiscard]] int count() const { return sink_->count; }

private:
    struct Sink : spdlog::sinks::base_sink<std::mutex> {
        void sink_it_(const spdlog::details::log_msg& /*message*/) override { ++count; }
        void flush_() override {}
        std::atomic<int> count = 0;
    };
    std::shared_ptr<Sink> sink_ = std::make_shared<Sink>();
    std::shared_ptr<spdlog::logger> before_;
};

TEST(StoreChange, ACommitByAnotherProgramInWalModeShows) {
    const TestServer server;
    OtherProgram other(server.store());
    other.run("BEGIN IMMEDIATE");
    other.run("UPDATE facilities SET name = 'Tên mới' WHERE id = 'f1'");
    EXPECT_EQ(name_of_f1(server), "Nhà máy miến dong");  // not committed: the old state answers
    other.run("COMMIT");
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Tên mới"; }));
}

TEST(StoreChange, AnImportShowsAndChangesTagsButNotThoseOfTilesElsewhere) {
    const TestServer server;
    const std::string items = server.get("/collections/facilities/items").header("etag");
    const std::string far_tile = server.get("/tiles/overview/8/0/0.png").header("etag");
    data::Store::update(server.store(), [](data::Register& content) { content.facilities.front().name = "Khác"; });
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Khác"; }));
    EXPECT_NE(server.get("/collections/facilities/items").header("etag"), items);
    EXPECT_EQ(server.get("/tiles/overview/8/0/0.png").header("etag"), far_tile);
}

TEST(StoreChange, AStoreReplacedWholeShows) {
    const TestServer server;
    data::Register content = test::small_register();
    content.facilities.front().name = "Kho khác";
    data::Store::create(server.store(), content);
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Kho khác"; }));
}

TEST(StoreChange, ABrokenStoreLeavesTheOldStateAndAMendedOneShows) {
    const LoggedErrors errors;  // before the server and after it, whose threads log
    const TestServer server;
    data::Register content = test::small_register();
    content.facilities.front().name = "Đã sửa";
    const auto broken = server.store().parent_path() / "broken.gpkg";
    std::ofstream(broken) << "no store";
    std::filesystem::rename(broken, server.store());
    EXPECT_TRUE(comes_true([&] { return errors.count() > 0; }));
    EXPECT_EQ(name_of_f1(server), "Nhà máy miến dong");
    data::Store::create(server.store(), content);
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Đã sửa"; }));
    EXPECT_EQ(errors.count(), 1);  // said once, however often it was looked at
}

}  // namespace
}  // namespace sanvat::api
