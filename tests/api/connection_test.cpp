// SPDX-License-Identifier: Apache-2.0
#include "api/connection.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <atomic>
#include <future>
#include <latch>

#include "api/connection_keeper.hpp"
#include "api/listener.hpp"
#include "tests/api/http_client.hpp"

namespace sanvat::api::connection_test {
namespace {

using namespace std::chrono_literals;
using test::HttpAnswer;
using test::HttpClient;

/// A listener with one event thread, whose requests a function of the test answers.
class TestListener {
public:
    explicit TestListener(RequestHandler handler, ConnectionLimits limits = {})
        : keeper_(limits, std::move(handler)), listener_({.host = "127.0.0.1", .port = 0, .threads = 1}, keeper_) {
        listener_.start();
    }
    ~TestListener() {
        keeper_.drain(20s);
        listener_.stop();
    }
    [[nodiscard]] HttpClient connect() const { return HttpClient(listener_.port()); }
    [[nodiscard]] ConnectionKeeper& keeper() { return keeper_; }

private:
    ConnectionKeeper keeper_;
    Listener listener_;
};

/// Says what was asked for; /large is more than a socket takes at once.
void echo(const std::shared_ptr<const Request>& request, const Reply& reply) {
    constexpr std::size_t large = 30'000'000;
    reply(respond("text/plain", request->path == "/large"
                                    ? std::string(large, 'x')
                                    : request->method + " " + request->path + " " + request->body));
}

/// Echoes, but keeps the reply to /later for the test to give.
class Later {
public:
    void operator()(const std::shared_ptr<const Request>& request, const Reply& reply) {
        ++handled_;
        if (request->path == "/later") {
            taken_.set_value(reply);
        } else {
            echo(request, reply);
        }
    }
    /// Once: waits until /later has been asked for.
    [[nodiscard]] Reply reply() { return taken_.get_future().get(); }
    [[nodiscard]] int handled() const { return handled_; }

private:
    std::promise<Reply> taken_;
    std::atomic<int> handled_ = 0;
};

TEST(Connection, AnswersRequestsSentTogetherInTheirOrder) {
    const TestListener listener(echo);
    HttpClient client = listener.connect();
    client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok");
    client.send("GET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read().body, "GET /1 ");
    EXPECT_EQ(client.read().body, "POST /2 ok");
    EXPECT_EQ(client.read().body, "GET /3 ");
}

TEST(Connection, WaitsForALaterAnswerBeforeItTakesTheNextRequest) {
    Later later;
    const TestListener listener(std::ref(later));
    HttpClient client = listener.connect();
    client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
    const Reply reply = later.reply();
    reply(respond("text/plain", "first"));
    EXPECT_EQ(client.read().body, "first");
    EXPECT_EQ(client.read().body, "GET /2 ");
}

TEST(Connection, RequestsSentAheadAreHandledWhereTheyHoldUpNobody) {
    // /quick is answered by the event thread, the end of /large by the thread that looks after all connections. Neither
    // must be kept by what comes after it.
    for (const char* first : {"/quick", "/large"}) {
        std::latch entered(1);
        std::latch gate(1);
        const TestListener listener([&](const std::shared_ptr<const Request>& request, const Reply& reply) {
            if (request->path == "/block") {
                entered.count_down();
                gate.wait();
            }
            echo(request, reply);
        });
        const auto open = [](std::latch* latch) {
            if (!latch->try_wait()) latch->count_down();
        };
        std::unique_ptr<std::latch, decltype(open)> opens_at_the_end(&gate, open);
        HttpClient client = listener.connect();
        client.send(std::string("GET ") + first + " HTTP/1.1\r\nHost: x\r\n\r\nGET /block HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_EQ(client.read().status, 200);
        entered.wait();
        HttpClient other = listener.connect();
        EXPECT_EQ(other.get("/other").body, "GET /other ");
        EXPECT_EQ(other.get("/large").body.size(), 30'000'000U);
        opens_at_the_end.reset();
        EXPECT_EQ(client.read().body, "GET /block ");
    }
}

TEST(Connection, OfRequestsSentAheadOnlySomeAreHeld) {
    Later later;
    const TestListener listener(std::ref(later));
    HttpClient client = listener.connect();
    client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    const Reply reply = later.reply();
    std::string flood;
    while (flood.size() < 1'000'000)
        flood += "GET /ahead HTTP/1.1\r\nHost: x\r\n\r\n";
    for (int i = 0; i < 30; ++i)
        client.send(flood);  // more than the sockets hold, so that most has been read
    reply(respond("text/plain", "first"));
    const HttpAnswer answer = client.read();
    EXPECT_EQ(answer.body, "first");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(client.at_end());
}

TEST(Connection, AFewHundredRequestsSentAheadAreAllAnswered) {
    const TestListener listener(echo);
    HttpClient client = listener.connect();
    std::string requests;
    for (int i = 0; i < 400; ++i)
        requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    client.send(requests);
    for (int i = 0; i < 400; ++i)
        EXPECT_EQ(client.read().body, "GET /" + std::to_string(i) + " ");
}

TEST(Connection, AClientThatDoesNotReadHoldsUpNobodyElse) {
    const TestListener listener(echo);
    HttpClient slow = listener.connect();
    slow.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\nGET /after HTTP/1.1\r\nHost: x\r\n\r\n");
    HttpClient other = listener.connect();  // in the same, the only, event thread
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(other.get("/quick").body, "GET /quick ");
    EXPECT_EQ(slow.read().body.size(), 30'000'000U);
    EXPECT_EQ(slow.read().body, "GET /after ");
}

TEST(Connection, AClientThatStopsReadingIsGivenUp) {
    ConnectionLimits limits;
    limits.write_timeout = 300ms;
    const TestListener listener(echo, limits);
    HttpClient client = listener.connect();
    client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    // A reset is seen without reading, which would make room for more of the answer.
    pollfd waiting{client.socket(), POLLHUP, 0};
    ASSERT_EQ(::poll(&waiting, 1, 20'000), 1);
    EXPECT_THROW(static_cast<void>(client.read()), std::runtime_error);
}

TEST(Connection, HalfARequestIsAnswered408) {
    ConnectionLimits limits;
    limits.head_timeout = 200ms;
    limits.body_timeout = 200ms;
    const TestListener listener(echo, limits);
    for (const char* half :
         {"GET /half HTTP/1.1\r\nHost: ", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"}) {
        HttpClient client = listener.connect();
        EXPECT_EQ(client.get("/whole").status, 200);  // also after a whole one
        client.send(half);
        const HttpAnswer answer = client.read();
        EXPECT_EQ(answer.status, 408) << half;
        EXPECT_EQ(answer.header("connection"), "close");
        EXPECT_TRUE(client.at_end());
    }
}

TEST(Connection, ABodyThatComesByteByByteIsAnswered408) {
    ConnectionLimits limits;
    limits.body_time = 300ms;
    const TestListener listener(echo, limits);
    HttpClient client = listener.connect();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
    pollfd answer{client.socket(), POLLIN, 0};
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (::poll(&answer, 1, 10) == 0 && std::chrono::steady_clock::now() < deadline)
        client.send("x");
    EXPECT_EQ(client.read().status, 408);
}

TEST(Connection, BodiesOfAllClientsTogetherAreBounded) {
    ConnectionLimits limits;
    limits.held = 1'000'000;
    Later later;
    const TestListener listener(std::ref(later), limits);
    const std::string body(700'000, 'x');
    const std::string head = " HTTP/1.1\r\nHost: x\r\nContent-Length: 700000\r\n\r\n";
    HttpClient first = listener.connect();
    first.send("POST /later" + head + body);
    Reply reply = later.reply();
    HttpClient second = listener.connect();
    second.send("POST /" + head + body);
    const HttpAnswer refused = second.read();
    EXPECT_EQ(refused.status, 503);
    EXPECT_FALSE(refused.header("retry-after").empty());
    EXPECT_EQ(listener.connect().get("/").body, "GET / ");  // what needs no room goes on
    reply(respond("text/plain", "done"));
    reply = nullptr;
    EXPECT_EQ(first.read().body, "done");
    HttpClient third = listener.connect();
    third.send("POST /" + head + body);
    EXPECT_EQ(third.read().body, "POST / " + body);
}

TEST(Connection, ConnectionsAreBounded) {
    ConnectionLimits limits;
    limits.connections = 3;
    const TestListener listener(echo, limits);
    std::vector<HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(listener.connect());
        EXPECT_EQ(clients.back().get("/").status, 200);
    }
    HttpClient further = listener.connect();
    EXPECT_TRUE(further.at_end());
    EXPECT_EQ(clients.back().get("/").status, 200);
    EXPECT_EQ(clients.back().get("/", "Connection: close\r\n").status, 200);
    clients.pop_back();
    // The server learns a little later that one has gone.
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    const auto is_served = [&] {
        HttpClient client = listener.connect();
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        pollfd answer{client.socket(), POLLIN, 0};
        ::poll(&answer, 1, 20'000);
        return !client.at_end();
    };
    bool served = false;
    while (!served && std::chrono::steady_clock::now() < deadline)
        served = is_served();
    EXPECT_TRUE(served);
}

TEST(Connection, SilenceEndsTheConnectionWithoutAWord) {
    ConnectionLimits limits;
    limits.idle_timeout = 200ms;
    const TestListener listener(echo, limits);
    HttpClient silent = listener.connect();
    EXPECT_TRUE(silent.at_end());
    HttpClient used = listener.connect();
    EXPECT_EQ(used.get("/").status, 200);
    EXPECT_TRUE(used.at_end());
}

TEST(Connection, TooLongABodyIsAnswered413WhileItIsStillBeingSent) {
    ConnectionLimits limits;
    limits.request.body = 1'000;
    const TestListener listener(echo, limits);
    HttpClient client = listener.connect();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n" + std::string(100'000, 'x'));
    EXPECT_EQ(client.read().status, 413);
    HttpClient chunked = listener.connect();
    chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n");
    EXPECT_EQ(chunked.read().status, 413);
    EXPECT_EQ(listener.connect().get("/").status, 200);
}

TEST(Connection, MalformedRequestsAreAnswered400) {
    const TestListener listener(echo);
    HttpClient client = listener.connect();
    client.send("nonsense\r\n\r\n");
    EXPECT_EQ(client.read().status, 400);
    EXPECT_TRUE(client.at_end());
}

TEST(Connection, AThousandIdleConnectionsAndHalfRequestsHoldUpNobody) {
    const TestListener listener(echo);
    std::vector<HttpClient> idle;
    for (int i = 0; i < 1'000; ++i) {
        idle.push_back(listener.connect());
        if (i % 2 == 0) idle.back().send("GET /half");
    }
    HttpClient client = listener.connect();
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(client.get("/quick").status, 200);
    idle.back().send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(idle.back().read().status, 200);
}

TEST(Connection, AsksForABodyThatTheClientHoldsBack) {
    const TestListener listener(echo);
    HttpClient client = listener.connect();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(client.read().status, 100);
    client.send("ok");
    EXPECT_EQ(client.read().body, "POST / ok");
}

TEST(Connection, DrainingFinishesWhatIsUnderWay) {
    Later later;
    TestListener listener(std::ref(later));
    HttpClient idle = listener.connect();
    HttpClient client = listener.connect();
    client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    const Reply reply = later.reply();
    EXPECT_FALSE(listener.keeper().drain(0ms));
    EXPECT_TRUE(idle.at_end());
    auto drained = std::async(std::launch::async, [&] { return listener.keeper().drain(20s); });
    reply(respond("text/plain", "done"));
    EXPECT_TRUE(drained.get());
    const HttpAnswer answer = client.read();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(client.at_end());
}

TEST(Connection, WhileDrainingNothingFurtherIsHandled) {
    Later later;
    TestListener listener(std::ref(later));
    HttpClient busy = listener.connect();
    busy.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    const Reply reply = later.reply();
    HttpClient half = listener.connect();
    EXPECT_EQ(half.get("/whole").status, 200);
    half.send("GET /ha");
    HttpClient after = listener.connect();
    EXPECT_EQ(after.get("/whole").status, 200);  // the half request has been read, too, by the one event thread
    EXPECT_FALSE(listener.keeper().drain(0ms));

    half.send("lf HTTP/1.1\r\nHost: x\r\n\r\n");
    const HttpAnswer refused = half.read();
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("connection"), "close");
    EXPECT_FALSE(refused.header("retry-after").empty());
    HttpClient late = listener.connect();  // the system accepts it, the server ends it
    EXPECT_TRUE(late.at_end());
    reply(respond("text/plain", "done"));
    EXPECT_EQ(busy.read().body, "done");
    EXPECT_TRUE(listener.keeper().drain(20s));
    EXPECT_EQ(later.handled(), 3);
}

TEST(Connection, AnAnswerToAClientThatHasGoneReachesNobodyElse) {
    Later later;
    const TestListener listener(std::ref(later));
    {
        HttpClient gone = listener.connect();
        gone.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    const Reply reply = later.reply();
    // These get the number that the socket of the first had.
    std::vector<HttpClient> others;
    constexpr int several = 8;
    others.reserve(several);
    for (int i = 0; i < several; ++i)
        others.push_back(listener.connect());
    for (HttpClient& other : others)
        EXPECT_EQ(other.get("/own").body, "GET /own ");
    reply(respond("text/plain", "of another"));
    for (HttpClient& other : others)
        EXPECT_EQ(other.get("/own").body, "GET /own ");
}

}  // namespace
}  // namespace sanvat::api::connection_test
