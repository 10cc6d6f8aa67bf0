// SPDX-License-Identifier: Apache-2.0
#include "api/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

#include "tests/api/test_server.hpp"

namespace sanvat::api::metrics_test {
namespace {

using Labels = std::map<std::string, std::string>;

/// The text format of Prometheus, read as strictly as its own checker does: throws std::runtime_error.
class Exposition {
public:
    explicit Exposition(const std::string& text) {
        if (!text.ends_with('\n')) throw std::runtime_error("does not end with a line");
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            line.starts_with('#') ? read_comment(line) : read_sample(line);
        check_histograms();
    }

    [[nodiscard]] double value(const std::string& name, const Labels& labels = {}) const {
        const auto found = samples_.find({name, labels});
        return found == samples_.end() ? std::nan("") : found->second;
    }
    [[nodiscard]] const std::map<std::string, std::string>& types() const { return types_; }
    [[nodiscard]] std::set<std::string> labels(const std::string& label) const {
        std::set<std::string> found;
        for (const auto& [key, value] : samples_) {
            if (key.second.contains(label)) found.insert(key.second.at(label));
        }
        return found;
    }

private:
    void read_comment(const std::string& line) {
        static const std::regex type(R"(# TYPE ([a-z_]+) (counter|gauge|histogram))");
        static const std::regex help(R"(# HELP ([a-z_]+) \S.*)");
        std::smatch parts;
        if (std::regex_match(line, parts, type)) {
            if (!types_.emplace(parts[1], parts[2]).second) throw std::runtime_error("twice: " + line);
            const bool counts = parts[2] == "counter";
            if (counts != parts[1].str().ends_with("_total")) throw std::runtime_error("misnamed: " + line);
        } else if (!std::regex_match(line, help)) {
            throw std::runtime_error("no comment: " + line);
        }
    }

    void read_sample(const std::string& line) {
        static const std::regex sample(R"(([a-z_]+)(\{(.*)\})? (\S+))");
        std::smatch parts;
        if (!std::regex_match(line, parts, sample)) throw std::runtime_error("no sample: " + line);
        const std::string name = parts[1];
        if (!types_.contains(family_of(name))) throw std::runtime_error("no type before: " + line);
        const double number = parts[4] == "+Inf" ? HUGE_VAL : std::stod(parts[4]);
        if (!samples_.emplace(std::pair(name, read_labels(parts[3])), number).second)
            throw std::runtime_error("twice: " + line);
    }

    static Labels read_labels(const std::string& text) {
        static const std::regex label(R"re(([a-z_]+)="([^"\\]*)",?)re");
        Labels labels;
        std::string rest = text;
        for (std::smatch parts; std::regex_search(rest, parts, label, std::regex_constants::match_continuous);
             rest = parts.suffix())
            labels[parts[1]] = parts[2];
        if (!rest.empty()) throw std::runtime_error("no labels: " + text);
        return labels;
    }

    [[nodiscard]] std::string family_of(const std::string& name) const {
        for (const std::string ending : {"_bucket", "_sum", "_count"}) {
            const std::string family = name.substr(0, name.size() - std::min(name.size(), ending.size()));
            if (name.ends_with(ending) && types_.contains(family) && types_.at(family) == "histogram") return family;
        }
        return name;
    }

    void check_histograms() const {
        for (const auto& [key, count] : samples_) {
            const auto& [name, labels] = key;
            if (!name.ends_with("_count") || family_of(name) == name) continue;
            std::map<double, double> buckets;
            for (const auto& [other, value] : samples_) {
                Labels rest = other.second;
                const auto end = rest.extract("le");
                if (other.first == family_of(name) + "_bucket" && rest == labels)
                    buckets[end.mapped() == "+Inf" ? HUGE_VAL : std::stod(end.mapped())] = value;
            }
            if (buckets.empty() || buckets.rbegin()->first != HUGE_VAL || buckets.rbegin()->second != count)
                throw std::runtime_error(name + " is not its last bucket");
            double before = 0;
            for (const auto& [end, value] : buckets) {
                if (value < before) throw std::runtime_error(name + " has buckets that fall");
                before = value;
            }
        }
    }

    std::map<std::string, std::string> types_;
    std::map<std::pair<std::string, Labels>, double> samples_;
};

Exposition ask(const test::TestServer& server) {
    const auto answer = server.get("/metrics");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    return Exposition(answer.body);
}

double requests(const Exposition& figures, const std::string& resource, const std::string& status) {
    const double number = figures.value("sanvat_http_requests_total", {{"resource", resource}, {"status", status}});
    return std::isnan(number) ? 0 : number;
}

TEST(Metrics, TheReaderOfTheTestRefusesWhatIsWrong) {
    const std::string type = "# TYPE a_total counter\n";
    EXPECT_NO_THROW(Exposition(type + "a_total{b=\"c\"} 1\n"));
    for (const std::string wrong :
         {"a_total 1\n", "# TYPE a counter\n", "# TYPE a_total counter\na_total 1\na_total 2\n",
          "# TYPE a_total counter\na_total{b=c} 1\n", "# TYPE a gauge\na 1",
          "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_count 1\n"})
        EXPECT_THROW(Exposition{wrong}, std::runtime_error) << wrong;
}

TEST(Metrics, CountAnswersByResourceAndStatus) {
    const test::TestServer server;
    const auto tag = server.get("/collections").header("etag");
    EXPECT_EQ(server.get("/collections", "If-None-Match: " + tag + "\r\n").status, 304);
    EXPECT_EQ(server.get("/collections?no=1").status, 400);
    EXPECT_EQ(server.get("/collections/facilities/items/none").status, 404);
    EXPECT_EQ(server.get("/nowhere").status, 404);
    EXPECT_EQ(server.connect().request("PUT", "/collections").status, 405);
    const Exposition figures = ask(server);
    EXPECT_EQ(requests(figures, "getCollections", "200"), 1);
    EXPECT_EQ(requests(figures, "getCollections", "304"), 1);
    EXPECT_EQ(requests(figures, "getCollections", "400"), 1);
    EXPECT_EQ(requests(figures, "getItem.facilities", "404"), 1);
    EXPECT_EQ(requests(figures, "none", "404"), 1);
    EXPECT_EQ(requests(figures, "none", "405"), 1);
    EXPECT_EQ(requests(figures, "getMetrics", "200"), 0) << "of answers that have left";
    EXPECT_EQ(requests(ask(server), "getMetrics", "200"), 1);
}

TEST(Metrics, CountWhatIsRefusedBeforeAResourceIsKnown) {
    const test::TestServer server;
    auto client = server.connect();
    client.send("NONSENSE\r\n\r\n");
    EXPECT_EQ(client.read().status, 400);
    const Exposition figures = ask(server);
    EXPECT_EQ(requests(figures, "none", "400"), 1);
    EXPECT_TRUE(std::isnan(figures.value("sanvat_http_request_duration_seconds_count", {{"resource", "none"}})));
}

TEST(Metrics, DurationsAreAHistogramOfEveryRequest) {
    const test::TestServer server;
    for (int i = 0; i < 5; ++i)
        static_cast<void>(server.get("/search?q=mien"));
    const Exposition figures = ask(server);
    const Labels resource{{"resource", "search"}};
    EXPECT_EQ(figures.value("sanvat_http_request_duration_seconds_count", resource), 5);
    EXPECT_GT(figures.value("sanvat_http_request_duration_seconds_sum", resource), 0);
    EXPECT_GT(figures.value("sanvat_http_response_bytes_total", resource), 5 * 100);
}

TEST(Metrics, TellOfTilesSnapshotAndProcess) {
    const test::TestServer server;
    const std::string tile = "/tiles/production/8/203/112.mvt";
    static_cast<void>(server.get(tile));
    static_cast<void>(server.get(tile));
    Exposition figures = ask(server);
    // A client may have its answer while the server is still at the end of that request.
    for (int i = 0; i < 100 && figures.value("sanvat_requests_under_way") > 1; ++i)
        figures = ask(server);
    EXPECT_EQ(figures.value("sanvat_renderings_total"), 1);
    EXPECT_EQ(figures.value("sanvat_tile_cache_misses_total"), 1);
    EXPECT_EQ(figures.value("sanvat_tile_cache_hits_total"), 1);
    EXPECT_EQ(figures.value("sanvat_tile_cache_tiles"), 1);
    EXPECT_GT(figures.value("sanvat_tile_cache_bytes"), 0);
    EXPECT_EQ(figures.value("sanvat_render_queue"), 0);
    EXPECT_EQ(figures.value("sanvat_worker_queue"), 0);
    EXPECT_EQ(figures.value("sanvat_snapshots_total"), 1);
    EXPECT_GE(figures.value("sanvat_snapshot_age_seconds"), 0);
    EXPECT_EQ(figures.value("sanvat_store_failures_total"), 0);
    EXPECT_EQ(figures.value("sanvat_records", {{"collection", "facilities"}}), 3);
    EXPECT_EQ(figures.value("sanvat_records", {{"collection", "products"}}), 2);
    EXPECT_GE(figures.value("sanvat_connections"), 1);
    EXPECT_EQ(figures.value("sanvat_requests_under_way"), 1) << "this one";
    EXPECT_GT(figures.value("process_resident_memory_bytes"), 1e6);
    EXPECT_GT(figures.value("process_open_fds"), 3);
    EXPECT_GT(figures.value("process_start_time_seconds"), 1.7e9);
}

TEST(Metrics, NothingThatAClientSendsBecomesALabel) {
    const test::TestServer server;
    const auto resources = [&] { return ask(server).labels("resource"); };
    static_cast<void>(server.get("/collections/facilities/items/f1"));
    static_cast<void>(resources());
    const auto before = resources();
    for (const std::string path : {"/collections/facilities/items/f2", "/collections/facilities/items/f3?f=html"})
        static_cast<void>(server.get(path));
    EXPECT_EQ(resources(), before);
}

TEST(Metrics, NoAnswerIsLostBetweenThreads) {
    Metrics metrics({"a", "b"});
    constexpr int each = 20'000;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&metrics, t] {
            for (int i = 0; i < each; ++i)
                metrics.count({t % 2 == 0 ? "a" : "b", i % 2 == 0 ? 200 : 418, std::chrono::milliseconds(i % 20), 10});
        });
    }
    threads.clear();
    const Exposition figures(metrics.text({}));
    for (const char* resource : {"a", "b"}) {
        EXPECT_EQ(requests(figures, resource, "200"), each);
        EXPECT_EQ(requests(figures, resource, "other"), each) << "statuses that nobody expects";
        const Labels labels{{"resource", resource}};
        EXPECT_EQ(figures.value("sanvat_http_response_bytes_total", labels), 2.0 * each * 10);
        EXPECT_EQ(figures.value("sanvat_http_request_duration_seconds_count", labels), 2 * each);
        EXPECT_NEAR(figures.value("sanvat_http_request_duration_seconds_sum", labels), 2 * each * 0.0095, 1e-6);
        EXPECT_EQ(
            figures.value("sanvat_http_request_duration_seconds_bucket", {{"resource", resource}, {"le", "0.005"}}),
            2 * each * 6 / 20)
            << "0 to 5 of 20 milliseconds, the end of a bucket included";
    }
}

}  // namespace
}  // namespace sanvat::api::metrics_test
