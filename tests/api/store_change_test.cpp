// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "data/store.hpp"
#include "tests/api/test_server.hpp"
#include "tiler/tile.hpp"

namespace sanvat::api::store_change_test {
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

/// A process of its own that holds the store open with a write-ahead log: store_editor.cpp.
class OtherProgram {
public:
    explicit OtherProgram(const std::filesystem::path& store) {
        std::array<int, 2> to{};
        std::array<int, 2> from{};
        if (::pipe2(to.data(), O_CLOEXEC) != 0 || ::pipe2(from.data(), O_CLOEXEC) != 0) throw failed("pipe2");
        to_.reset(::fdopen(to[1], "w"));
        from_.reset(::fdopen(from[0], "r"));
        std::string program = SANVAT_STORE_EDITOR;
        std::string argument = store.string();
        const std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
        posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
        const int error = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(to[0]);
        ::close(from[1]);
        if (error != 0) throw std::system_error(error, std::generic_category(), program);
        expect_done("opening");
    }
    ~OtherProgram() {
        if (process_ > 0) end();
    }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;

    void run(const std::string& statement) {
        std::fprintf(to_.get(), "%s\n", statement.c_str());
        std::fflush(to_.get());
        expect_done(statement);
    }

    /// Closes the store and waits for the end; gives the exit code, −1 for a signal.
    int end() {
        to_.reset();
        int status = 0;
        ::waitpid(std::exchange(process_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    void kill() const { ::kill(process_, SIGKILL); }

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    static std::system_error failed(const char* what) { return {errno, std::generic_category(), what}; }

    void expect_done(const std::string& what) {
        std::array<char, 400> line{};
        const char* read = std::fgets(line.data(), static_cast<int>(line.size()), from_.get());
        if (!read || std::string_view(read) != "done\n")
            throw std::runtime_error(what + ": " + (read ? read : "it ended"));
    }

    pid_t process_ = 0;
    std::unique_ptr<std::FILE, Close> to_;
    std::unique_ptr<std::FILE, Close> from_;
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
    other.run("UPDATE facilities SET name = 'Lần hai' WHERE id = 'f1'");
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Lần hai"; }));
    EXPECT_EQ(other.end(), 0);
    EXPECT_EQ(name_of_f1(server), "Lần hai");
}

TEST(StoreChange, ACommitOfAProgramThatIsKilledAfterItShows) {
    const TestServer server;
    OtherProgram other(server.store());
    other.run("UPDATE facilities SET name = 'Trước khi chết' WHERE id = 'f1'");
    other.run("BEGIN IMMEDIATE");
    other.run("UPDATE facilities SET name = 'Không bao giờ' WHERE id = 'f1'");
    other.kill();
    EXPECT_EQ(other.end(), -1);
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Trước khi chết"; }));
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

/// Path of the tile of that zoom that shows the place.
std::string tile_at(data::LonLat place, int zoom, const std::string& ending) {
    const auto tile = tiler::TileId::at(place, zoom);
    return "/" + std::to_string(zoom) + "/" + std::to_string(tile.x()) + "/" + std::to_string(tile.y()) + ending;
}

TEST(StoreChange, ABrowserIsSentATileAgainOnlyWhereItChanged) {
    const TestServer server;
    const auto f1 = data::LonLat{106.05, 22.05};
    const auto elsewhere = data::LonLat{106.55, 22.15};
    std::map<std::string, std::string> etags;
    const auto ask = [&](const std::string& path) {
        return server.get(path, "If-None-Match: " + etags.at(path) + "\r\nAccept-Encoding: identity\r\n");
    };
    const std::vector<std::string> near{"/tiles/overview" + tile_at(f1, 14, ".png"),
                                        "/tiles/production" + tile_at(f1, 14, ".mvt")};
    const std::vector<std::string> far{"/tiles/overview" + tile_at(elsewhere, 14, ".png"),
                                       "/tiles/production" + tile_at(elsewhere, 14, ".mvt")};
    for (const auto& paths : {near, far}) {
        for (const auto& path : paths)
            etags[path] = server.get(path, "Accept-Encoding: identity\r\n").header("etag");
    }
    data::Store::update(server.store(), [](data::Register& content) {
        auto& facility = content.facilities.front();
        facility.name = "Khác";
        const bool forest = facility.kind == data::FacilityKind::forest_processing;  // another symbol at its place
        facility.kind = forest ? data::FacilityKind::agro_processing : data::FacilityKind::forest_processing;
    });
    EXPECT_TRUE(comes_true([&] { return name_of_f1(server) == "Khác"; }));
    for (const auto& path : near)
        EXPECT_EQ(ask(path).status, 200) << path;
    for (const auto& path : far) {
        const auto answer = ask(path);
        EXPECT_EQ(answer.status, 304) << path;
        EXPECT_EQ(answer.header("etag"), etags.at(path));
        EXPECT_EQ(answer.header("cache-control"), "no-cache") << "kept, but asked for each time";
        EXPECT_TRUE(answer.body.empty());
    }
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
}  // namespace sanvat::api::store_change_test
