// SPDX-License-Identifier: Apache-2.0
#include "api/process_figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sanvat::api {

namespace {

std::chrono::duration<double> seconds_of(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

std::size_t open_files() {
    std::error_code failed;
    const std::filesystem::directory_iterator files("/proc/self/fd", failed);
    return failed ? 0 : static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

}  // namespace

ProcessFigures process_figures() {
    ProcessFigures figures;
    std::size_t pages = 0;
    std::size_t resident = 0;
    if (std::ifstream("/proc/self/statm") >> pages >> resident) {
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        figures.virtual_bytes = pages * page;
        figures.resident_bytes = resident * page;
    }
    figures.open_files = open_files();
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0) figures.cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    return figures;
}

}  // namespace sanvat::api
