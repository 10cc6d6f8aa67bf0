// SPDX-License-Identifier: Apache-2.0
#include "api/open_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "data/error.hpp"
#include "tiler/digest.hpp"

namespace sanvat::api {

namespace {

data::Error unreadable(const std::filesystem::path& file, int code) {
    return {data::ErrorKind::failure,
            {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
            std::string("cannot be read: ") + std::strerror(code),
            "check its permissions"};
}

}  // namespace

std::shared_ptr<const OpenFile> OpenFile::open(const std::filesystem::path& file) {
    // Not blocking: opening a pipe would wait for somebody to write into it.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG) return nullptr;
        throw unreadable(file, errno);
    }
    const std::shared_ptr<OpenFile> opened(new OpenFile(descriptor));
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) throw unreadable(file, errno);
    if (!S_ISREG(about.st_mode)) return nullptr;
    opened->size_ = static_cast<std::uint64_t>(about.st_size);
    opened->etag_ = tiler::digest(std::to_string(about.st_dev) + "|" + std::to_string(about.st_ino) + "|" +
                                  std::to_string(about.st_size) + "|" + std::to_string(about.st_mtim.tv_sec) + "|" +
                                  std::to_string(about.st_mtim.tv_nsec));
    return opened;
}

OpenFile::~OpenFile() {
    ::close(descriptor_);
}

}  // namespace sanvat::api
