// SPDX-License-Identifier: Apache-2.0
// The least that Pistache can do: one handler that sends the bytes of a file, with the connection kept. What
// script/bench holds sanvat's tiles against.
#include <pistache/endpoint.h>
#include <pthread.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

using namespace Pistache;

class FileHandler : public Http::Handler {
public:
    HTTP_PROTOTYPE(FileHandler)

    FileHandler(std::string bytes, Http::Mime::MediaType type) : bytes_(std::move(bytes)), type_(std::move(type)) {}

    void onRequest(const Http::Request& /*request*/, Http::ResponseWriter response) override {
        response.headers().remove<Http::Header::Connection>();
        response.headers().add<Http::Header::Connection>(Http::ConnectionControl::KeepAlive);
        response.send(Http::Code::Ok, bytes_, type_);
    }

private:
    std::string bytes_;
    Http::Mime::MediaType type_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "usage: bare_pistache PORT FILE TYPE THREADS\n";
        return 2;
    }
    std::ifstream file(argv[2], std::ios::binary);
    if (!file) {
        std::cerr << "bare_pistache: " << argv[2] << ": cannot be read\n";
        return 2;
    }
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    Http::Endpoint endpoint(Address("127.0.0.1", Port(argv[1])));
    endpoint.init(
        Http::Endpoint::options().threads(std::stoi(argv[4])).flags(Tcp::Options::ReuseAddr | Tcp::Options::NoDelay));
    endpoint.setHandler(std::make_shared<FileHandler>(std::move(bytes), Http::Mime::MediaType::fromString(argv[3])));
    endpoint.serveThreaded();
    std::cout << "http://127.0.0.1:" << endpoint.getPort() << std::endl;
    int signal = 0;
    sigwait(&signals, &signal);
    endpoint.shutdown();
}
